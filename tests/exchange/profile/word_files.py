"""Word documents with answers, built part by part as Word and Google Docs write them."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre3"><w:name w:val="heading 3"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Kriterium">'
    '<w:name w:val="Criterion"/><w:basedOn w:val="Titre2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TM2"><w:name w:val="toc 2"/></w:style>'
)


def run(text, more=""):
    return f'<w:r>{more}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text="", style="", more="", inner=None):
    """A paragraph; its words are split into runs in the middle of words, as Word does."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    settings = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    cut = len(text) // 3 + 1
    split = "".join(
        f'<w:proofErr w:type="spellStart"/>{run(text[at : at + cut])}'
        for at in range(0, len(text), cut)
    )
    return f"<w:p>{settings}{split if inner is None else inner}</w:p>"


def listed(text, number, level=0, style=""):
    """A paragraph that Word numbers by itself."""
    more = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, style, more)


def cell(*paragraphs, span=1, merge=None):
    """A cell of a table, over several columns or going on below."""
    settings = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge is not None:
        settings += f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    inner = "".join(part if part.startswith("<w:") else p(part) for part in paragraphs)
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{inner or p()}</w:tc>"


def table(*rows):
    """A table; a row is a list of cells, or of their words."""
    lines = "".join(
        "<w:tr>" + "".join(c if c.startswith("<w:tc>") else cell(c) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl>"


def levels(*shown, way="decimal", abstract="0", number="1"):
    """A list whose levels show these texts."""
    every = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{way}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, text in enumerate(shown)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}">{kind}{every}</w:abstractNum>',
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>',
    )


def numbering(*lists):
    """The part of the lists, from what `levels` returns."""
    abstracts, numbers = zip(*lists, strict=True) if lists else ((), ())
    return f"<w:numbering {NAMES}>{''.join(abstracts)}{''.join(numbers)}</w:numbering>"


def document(*body, styles=STYLES, lists=None, author="Jane Doe", more=()):
    """The bytes of a Word document."""
    parts = {
        "[Content_Types].xml": TYPES,
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
        'package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{author}</dc:creator></cp:coreProperties>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body>"
        "</w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        **({"word/numbering.xml": lists} if lists else {}),
        **dict(more),
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()
