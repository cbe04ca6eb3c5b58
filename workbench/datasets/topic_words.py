"""The words that made-up texts are drawn from, the most frequent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Words of every text and of each topic, and what stands between them."""

    common: tuple[str, ...]
    topics: Mapping[str, tuple[str, ...]]
    space: str
    stop: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Language(
    common=_words(
        "the of and to in that it was for on with as he be at by this had not are but "
        "from or have they which one you were all her she there would their we him "
        "been has when who will no more if out so up said what its about than into "
        "them can only other time new some could these two may first then do any like "
        "my now over such our man me even most made after also did many off before "
        "must well back through years much where your way down should because long "
        "each just state those people too little good world make very year still see "
        "own work men day get here between both life being under three never know "
        "same last another while us might great old go come since against right came "
        "take used himself few house use place during without again home around small "
        "however found thought went say part once general high upon school every don"
    ),
    topics={
        "cooking": _words(
            "water salt oven dish cup fresh sugar butter sauce pan heat oil flour egg "
            "taste cook recipe bread kitchen meat onion soup boil cheese pepper bake "
            "garlic stir lemon rice knife dough spoon plate season fry market cream "
            "chicken simmer"
        ),
        "sport": _words(
            "game team play season win ball player match coach score club league goal "
            "field run final champion race train half fans lead record stadium points "
            "defeat tournament kick injury referee medal fresh pitch sprint athlete "
            "heat captain striker draw cup"
        ),
        "weather": _words(
            "rain wind storm cold heat temperature snow cloud warm degrees north dry "
            "forecast water sun season flood coast pressure fog ice air winter summer "
            "thunder humid frost gale shower drought breeze climate record field hail "
            "mild freeze sky tide lead"
        ),
        "money": _words(
            "market bank price tax rate share company cost interest fund profit sales "
            "trade loan credit budget points debt income growth investor stock account "
            "pay record loss wage rent pressure insurance cash dividend bond broker "
            "inflation currency fresh audit draw club"
        ),
        "music": _words(
            "song play band sound voice piano concert record album note singer guitar "
            "tune dance orchestra score jazz stage rhythm drum opera choir fans melody "
            "violin composer lyric tour bass chord studio key audience club rehearsal "
            "symphony trumpet air solo conductor"
        ),
        "health": _words(
            "doctor patient pain blood hospital care disease heart drug nurse risk "
            "treatment body sleep diet fever injury test pressure vaccine clinic "
            "infection medicine symptom weight surgery cough skin taste insurance "
            "cancer allergy exercise vitamin cold diagnosis therapy breath muscle "
            "train"
        ),
    },
    space=" ",
    stop=". ",
)
CHINESE = Language(
    common=_words(
        "的 了 在 是 我 有 和 就 不 人 都 一 上 也 很 到 说 要 去 你 会 着 看 好 "
        "自己 这 那 他 她 我们 他们 今天 明天 昨天 时候 因为 所以 但是 如果 已经 "
        "可以 没有 知道 觉得 大家 一些 非常 现在 以后 以前 问题 事情 地方 开始 可能 "
        "还是 或者 应该 需要 希望 喜欢 发现 认为 表示 告诉 朋友 东西 生活 工作 时间 "
        "方面 情况 不过 虽然 然后 最后 其实 当然 一直 终于 突然 慢慢 特别 比较 真的 "
        "一样 这样"
    ),
    topics={
        "美食": _words(
            "味道 厨房 新鲜 米饭 面条 鸡蛋 蔬菜 酱油 牛肉 火锅 鱼汤 豆腐 盐 糖 锅 油 "
            "炒 煮 蒸 烤 调料 菜谱 饺子 餐厅 大蒜 辣椒 水果 早餐 市场 香气 切碎 甜点"
        ),
        "体育": _words(
            "比赛 球队 球员 教练 冠军 进球 训练 赛季 球场 胜利 得分 球迷 决赛 足球 "
            "篮球 跑步 纪录 队长 裁判 金牌 联赛 受伤 压力 防守 射门 热身 对手 平局 "
            "领先 市场 奖杯 运动"
        ),
        "天气": _words(
            "下雨 气温 大风 降雪 多云 晴天 寒冷 炎热 预报 台风 湿度 冰雪 雷电 洪水 "
            "干旱 冬天 夏天 雾霾 空气 阳光 降温 海边 北方 南方 气压 压力 纪录 新鲜 "
            "雨伞 霜冻 云层 季节"
        ),
        "财经": _words(
            "市场 银行 价格 公司 股票 投资 利率 贷款 税收 收入 利润 成本 基金 增长 "
            "债务 保险 贸易 现金 预算 交易 工资 通胀 房租 消费 领先 压力 账户 汇率 "
            "纪录 亏损 股东 分红"
        ),
        "音乐": _words(
            "歌曲 乐队 声音 演唱 钢琴 吉他 音乐会 专辑 旋律 节奏 舞台 歌手 唱片 乐谱 "
            "鼓声 合唱 小提琴 作曲 歌词 歌迷 录音 舞蹈 观众 指挥 爵士 歌剧 排练 香气 "
            "纪录 弹奏 音符 训练"
        ),
        "健康": _words(
            "医生 病人 医院 疼痛 血压 治疗 疾病 药物 护士 心脏 睡眠 饮食 发烧 咳嗽 "
            "检查 手术 疫苗 感染 症状 体重 运动 保险 受伤 皮肤 过敏 康复 诊断 寒冷 "
            "压力 维生素 呼吸 肌肉"
        ),
    },
    space="",
    stop="。",
)


def characters() -> set[str]:
    """Every character that made-up Chinese texts and their topics are written with."""
    words = [*CHINESE.common, *CHINESE.topics, CHINESE.space, CHINESE.stop]
    for topic in CHINESE.topics.values():
        words += topic
    return set("".join(words))
