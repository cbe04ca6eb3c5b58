"""The strategies, one file each; each import line registers one."""
