"""Articles and the policy library: three people, permits, texts that stand as published."""

CHECKS = {
    "a published version has its text": (
        "SELECT a.id FROM article a LEFT JOIN article_text t ON t.article_id = a.id"
        " AND t.version = a.version WHERE a.version > 0 AND t.id IS NULL"
    ),
    "the versions of an article have no gap": (
        "SELECT article_id FROM article_text GROUP BY 1"
        " HAVING count(*) <> max(version) OR min(version) <> 1"
    ),
    "no published picture lacks a guardian's permit": (
        "SELECT i.id FROM article_image i JOIN article a ON a.id = i.article_id"
        " JOIN article_text t ON t.article_id = a.id AND t.version = a.version"
        " LEFT JOIN photo_permit p ON p.file_id = i.file_id"
        " WHERE a.withdrawn_at IS NULL AND i.children > 0 AND p.ended_at IS NULL"
        " AND coalesce(p.permits, 0) < i.children"
        " AND (t.cover_file_id = i.file_id OR t.body LIKE '%(photo:' || i.file_id || ')%')"
    ),
    "author, editor and proof-reader of a text are three people": (
        "SELECT t.id FROM article_text t LEFT JOIN account a ON a.id = t.author_id"
        " LEFT JOIN account e ON e.id = t.editor_id LEFT JOIN account p ON p.id = t.proofreader_id"
        " WHERE num_nulls(a.id, e.id, p.id) > 0 OR a.id IN (e.id, p.id) OR e.id = p.id"
    ),
    "nobody is counted of an article that was never published": (
        "SELECT c.id FROM article_count c JOIN article a ON a.id = c.article_id WHERE a.version = 0"
    ),
    "documents do not rest on each other in a circle": (
        "WITH RECURSIVE way(start, id) AS (SELECT policy_id, other_id FROM policy_relation"
        " UNION SELECT w.start, r.other_id FROM way w JOIN policy_relation r"
        "  ON r.policy_id = w.id) SELECT start FROM way WHERE start = id"
    ),
    "a planned article does not wait for an hour long past": (
        "SELECT id FROM article WHERE next_check_at < now() - interval '1 hour'"
    ),
}
