"""Training in the browser: one's own, the organiser's, the province's library, due lists."""

from match.training.pages.courses import CoursePages
from match.training.pages.keeping import TrainingKeeperPages
from match.training.pages.own import CertificateCheckPage, OwnTrainingPages

__all__ = [
    "CertificateCheckPage",
    "CoursePages",
    "OwnTrainingPages",
    "TrainingKeeperPages",
]
