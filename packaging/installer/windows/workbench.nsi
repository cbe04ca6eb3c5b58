; The Windows set-up: for one person, without administrator rights.
; build.py calls makensis with VERSION, FROZEN (the frozen folder), ICON, OUTPUT,
; SIZE_KB, EXPERIMENT and BUNDLE (the suffixes of our files).
Unicode true
!include "MUI2.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!insertmacro GetParameters

Name "Workbench"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Workbench"
InstallDirRegKey HKCU "Software\Workbench" "InstallDir"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Workbench"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Workbench set-up"
VIAddVersionKey /LANG=0 "LegalCopyright" "the Workbench authors, MIT licence"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Workbench"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\workbench.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString EXPERIMENT_NAME ${LANG_ENGLISH} "Workbench experiment"
LangString EXPERIMENT_NAME ${LANG_SIMPCHINESE} "Workbench 实验"
LangString BUNDLE_NAME ${LANG_ENGLISH} "Workbench run bundle"
LangString BUNDLE_NAME ${LANG_SIMPCHINESE} "Workbench 运行包"
LangString TOO_OLD ${LANG_ENGLISH} "Workbench needs 64-bit Windows."
LangString TOO_OLD ${LANG_SIMPCHINESE} "Workbench 需要 64 位 Windows。"
LangString RUNNING ${LANG_ENGLISH} "Workbench is still open. Please close it, then choose Retry."
LangString RUNNING ${LANG_SIMPCHINESE} "Workbench 仍在运行。请先将其关闭，然后选择“重试”。"
LangString IN_USE ${LANG_ENGLISH} "This folder holds something else. Please choose an empty one."
LangString IN_USE ${LANG_SIMPCHINESE} "此文件夹中已有其他内容。请选择一个空文件夹。"
LangString DATA_STAYS ${LANG_ENGLISH} "Your runs and settings stay in $LOCALAPPDATA\workbench."
LangString DATA_STAYS ${LANG_SIMPCHINESE} "您的运行记录和设置保留在 $LOCALAPPDATA\workbench。"
!define MUI_UNFINISHPAGE_TEXT "$(DATA_STAYS)"

!macro FileType SUFFIX CLASS TITLE
  WriteRegStr HKCU "Software\Classes\.${SUFFIX}" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "${TITLE}"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\workbench.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\workbench.exe" "%1"'
!macroend

!macro ForgetFileType SUFFIX CLASS
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  ReadRegStr $0 HKCU "Software\Classes\.${SUFFIX}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegKey HKCU "Software\Classes\.${SUFFIX}"
  ${EndIf}
!macroend

; A program that runs holds its file open: it can neither be replaced nor removed.
!macro WaitUntilClosed UN
Function ${UN}WaitUntilClosed
  again:
  ${IfNot} ${FileExists} "$INSTDIR\workbench.exe"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\workbench.exe" a
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    Abort
  ${EndIf}
  FileClose $0
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

Section
  Call WaitUntilClosed
  ; An upgrade starts from an empty folder, and only ever from one that is ours.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    RMDir /r "$INSTDIR\_internal"
  ${ElseIf} ${FileExists} "$INSTDIR\*.*"
    MessageBox MB_OK|MB_ICONSTOP "$(IN_USE)" /SD IDOK
    Abort
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${FROZEN}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Workbench.lnk" "$INSTDIR\workbench.exe"
  !insertmacro FileType "${EXPERIMENT}" "Workbench.Experiment" "$(EXPERIMENT_NAME)"
  !insertmacro FileType "${BUNDLE}" "Workbench.Run" "$(BUNDLE_NAME)"
  WriteRegStr HKCU "Software\Workbench" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Workbench"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\workbench.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "the Workbench authors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ; The desktop learns of the file types at once.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  Delete "$SMPROGRAMS\Workbench.lnk"
  ; Only what the set-up laid there; the folder goes if nothing else is left in it.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\workbench.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  !insertmacro ForgetFileType "${EXPERIMENT}" "Workbench.Experiment"
  !insertmacro ForgetFileType "${BUNDLE}" "Workbench.Run"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Workbench"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
SectionEnd
