"""What tests know of the inside of the pages: the one place to change when a page is rebuilt."""


def editor(window):
    """Return the editor of the criterion on the screen."""
    return window.shell.wizard.editor


def answer(window, number=0):
    """Return a form of the criterion on the screen: the whole company's, or that of a site."""
    return editor(window).forms[number]


def words(window, number=0):
    """Return the box of what the company does, in one of these forms."""
    return answer(window, number).narrative


def evidence(window, number=0):
    """Return the row of documents of one of these forms."""
    return answer(window, number).evidence
