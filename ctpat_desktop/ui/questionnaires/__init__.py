"""Partner questionnaires on the screen: build, send, take back, decide."""

from ctpat_desktop.ui.questionnaires.page import QuestionnairesPage

__all__ = ["QuestionnairesPage"]
