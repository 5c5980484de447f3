"""What policies and articles are about: one list for both, for feeds and for subscriptions."""

from enum import StrEnum

from match.foundation.language import pgettext


class Topic(StrEnum):
    """A subject that people choose, follow and search by."""

    homes = "homes"
    left_behind = "left_behind"
    difficulty = "difficulty"
    protection = "protection"
    family = "family"
    safety = "safety"
    mind = "mind"
    welfare = "welfare"
    purchase = "purchase"
    giving = "giving"
    training = "training"


def topic_word(topic: Topic | str) -> str:
    """A topic as people read it."""
    return topic_words()[Topic(topic)]


def topic_words() -> dict[Topic, str]:
    """Every topic in words, in the order of the lists."""
    return {
        Topic.homes: pgettext("topic", "儿童之家"),
        Topic.left_behind: pgettext("topic", "留守儿童"),
        Topic.difficulty: pgettext("topic", "困境儿童"),
        Topic.protection: pgettext("topic", "未成年人保护"),
        Topic.family: pgettext("topic", "家庭教育"),
        Topic.safety: pgettext("topic", "安全教育"),
        Topic.mind: pgettext("topic", "心理健康"),
        Topic.welfare: pgettext("topic", "儿童福利"),
        Topic.purchase: pgettext("topic", "政府购买服务"),
        Topic.giving: pgettext("topic", "慈善与志愿服务"),
        Topic.training: pgettext("topic", "人员培训"),
    }
