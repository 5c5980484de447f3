"""
Articles at WeChat: none forgotten, none left there that was withdrawn. A fact that still waits in
the outbox is another check's.
"""

_UNHEARD = (
    " AND NOT EXISTS (SELECT FROM outbox o WHERE o.done_at IS NULL AND o.dead_at IS NULL"
    " AND o.topic LIKE 'article.%' AND (o.payload->>'article_id')::bigint = a.id)"
)

CHECKS = {
    "a published article has its row for WeChat within the hour": (
        "SELECT a.id FROM article a"  # noqa: S608 # our own words
        " LEFT JOIN wechat_delivery d ON d.article_id = a.id"
        " WHERE a.version > 0 AND a.withdrawn_at IS NULL AND d.id IS NULL"
        " AND a.published_at < now() - interval '1 hour'" + _UNHEARD
    ),
    "what goes to WeChat was published": (
        "SELECT d.id FROM wechat_delivery d JOIN article a ON a.id = d.article_id"
        " WHERE a.version < d.version OR d.version < d.sent_version"
    ),
    "a withdrawn article is on its way out of WeChat within the hour": (
        "SELECT d.id FROM wechat_delivery d"  # noqa: S608 # our own words
        " JOIN article a ON a.id = d.article_id WHERE a.withdrawn_at < now() - interval '1 hour'"
        " AND d.status NOT IN ('removing', 'to_remove', 'removed')" + _UNHEARD
    ),
    "a row at WeChat that is due is looked at within a day": (
        "SELECT id FROM wechat_delivery WHERE next_check_at < now() - interval '1 day'"
    ),
    "a draft at WeChat is one article's": (
        "SELECT media_id FROM wechat_delivery WHERE media_id IS NOT NULL"
        " GROUP BY media_id HAVING count(*) > 1"
    ),
}
