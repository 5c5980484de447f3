"""
Notices of a purchase: documents that are published once and never change.

The law names what each must say (实施条例43, 财库〔2020〕10号, 财办库〔2020〕50号); the official
medium is another site, to which every notice links. Each is a page, a PDF, an entry of a feed.
"""
