"""The policy library and what was published."""

from match.openness.datasets.shapes import Dataset

POLICIES = Dataset(
    "policies",
    "publicity",
    """
SELECT p.id, p.number, p.title, p.issuers, p.level, p.topics, p.issued_on, p.valid_from,
       p.valid_until, p.summary, p.original_url, p.provenance, p.registered_at, p.updated_at
  FROM policy_document p WHERE p.status = 'listed'
""",
    page="/policies/{id}",
    made_by="publicity.commands.register_policy",
)
ARTICLES = Dataset(
    "articles",
    "publicity",
    """
SELECT a.id, t.version, t.title, t.digest, t.author_name, t.source, t.original_url, t.cover_credit,
       t.topics, t.correction, t.editor_name, t.proofreader_name, t.published_at
  FROM article a JOIN article_text t ON t.article_id = a.id AND t.version = a.version
 WHERE a.status = 'published'
""",
    page="/articles/{id}",
    made_by="publicity.commands.publish_article",
)
DATASETS = (POLICIES, ARTICLES)
