"""The HTML doors of needs: the public list and detail, the home's desk, the wizard's steps."""

from match.needs.pages.desk import NeedDesk
from match.needs.pages.handing import NeedHanding
from match.needs.pages.of_home import HomePages
from match.needs.pages.public import NeedPages
from match.needs.pages.steps import NeedSteps

__all__ = ["HomePages", "NeedDesk", "NeedHanding", "NeedPages", "NeedSteps"]
