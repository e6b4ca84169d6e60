"""Makes the files plan.xls, plan-1904.xls, plan.ods, plan.odt and plan.docx beside it, with programs other than ours.

Run it with xlwt 1.3, odfpy 1.4 and python-docx 1.2.
"""

import datetime

import docx
import xlwt
from docx.enum.style import WD_STYLE_TYPE
from odf import opendocument, style, table, text

DAY = datetime.date(2026, 12, 31)
LONG = "Fjalë të gjata për një angazhim. " * 300


def xls(name, later):
    book = xlwt.Workbook()
    book.dates_1904 = later
    sheet = book.add_sheet("Plani i veprimit")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    percent = xlwt.easyxf(num_format_str='0.0%')
    quoted = xlwt.easyxf(num_format_str='0" %"')
    sheet.write_merge(0, 0, 0, 4, "Plani i veprimit 2026–2028 për Elbasanin")
    for column, heading in enumerate(["Angazhimi", "Pika kyçe", "Afati", "Përqindja", "Gati"]):
        sheet.write(2, column, heading)
    sheet.write_merge(3, 5, 0, 0, "Të dhëna të hapura")
    sheet.write(3, 1, "Portali")
    sheet.write(3, 2, DAY, day)
    sheet.write(3, 3, 1 / 3, percent)
    sheet.write(3, 4, True)
    sheet.write(4, 1, LONG)
    sheet.write(4, 2, "Tremujori IV 2026")
    sheet.write(4, 3, 50, quoted)
    sheet.row(4).set_cell_error(4, 42)
    sheet.write_rich_text(5, 1, ["I ", ("fshehur", xlwt.easyfont("bold true"))])
    sheet.row(5).hidden = True
    sheet.write(5, 3, 1234567.25)
    sheet.col(4).hidden = True
    hidden = book.add_sheet("Zgjedhjet")
    hidden.visibility = 1
    hidden.write(0, 0, "përfunduar")
    for row in range(40):
        hidden.write(row + 1, 0, "ë" * 1_000 + str(row))
    book.save(name)


def cell(shown=None, kind="string", repeated=None, rows=None, columns=None, **more):
    made = table.TableCell(valuetype=kind, **more) if shown is not None else table.TableCell()
    if shown is not None:
        for line in str(shown).split("\n"):
            made.addElement(text.P(text=line))
    for key, count in (("numbercolumnsrepeated", repeated), ("numberrowsspanned", rows), ("numbercolumnsspanned", columns)):
        if count:
            made.setAttribute(key, count)
    return made


def row(*cells, **more):
    made = table.TableRow(**more)
    for one in cells:
        made.addElement(one)
    return made


def ods(name):
    book = opendocument.OpenDocumentSpreadsheet()
    away = style.Style(name="ta2", family="table")
    away.addElement(style.TableProperties(display="false"))
    book.automaticstyles.addElement(away)
    sheet = table.Table(name="Plani")
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=3))
    sheet.addElement(table.TableColumn(visibility="collapse"))
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=16380))
    sheet.addElement(row(cell("Plani i veprimit", columns=4), table.CoveredTableCell(numbercolumnsrepeated=3)))
    sheet.addElement(row(cell(repeated=16384), numberrowsrepeated=2))
    sheet.addElement(row(cell("Angazhimi"), cell("Pika"), cell("Afati"), cell("Përqindja")))
    covered = table.CoveredTableCell(valuetype="string")
    covered.addElement(text.P(text="nën bashkimin"))
    sheet.addElement(row(
        cell("Të dhëna\ntë hapura", rows=2), cell("Portali"),
        cell("31.12.26", "date", datevalue="2026-12-31"), cell("33%", "percentage", value=repr(1 / 3)),
    ))
    sheet.addElement(row(covered, cell("E fshehur"), cell("0,3", "float", value="0.30000000000000004"), visibility="filter"))
    sheet.addElement(row(cell("x", repeated=2), cell("PO", "boolean", booleanvalue="true"), numberrowsrepeated=2))
    unread = table.TableCell(formula="of:=SUM([.A1:.A3])")
    sheet.addElement(row(cell(repeated=2), unread))
    sheet.addElement(row(cell(repeated=16384), numberrowsrepeated=1048566))
    book.spreadsheet.addElement(sheet)
    choices = table.Table(name="Zgjedhjet", stylename=away)
    choices.addElement(table.TableColumn())
    choices.addElement(row(cell("përfunduar")))
    book.spreadsheet.addElement(choices)
    book.save(name)


def odt(name):
    book = opendocument.OpenDocumentText()
    bold = style.Style(name="fort", family="text")
    bold.addElement(style.TextProperties(fontweight="bold"))
    unseen = style.Style(name="fshehur", family="text")
    unseen.addElement(style.TextProperties(display="none"))
    for one in (bold, unseen):
        book.automaticstyles.addElement(one)
    book.text.addElement(text.H(outlinelevel=1, text="Angazhimi 1"))
    strong = text.P()
    strong.addElement(text.Span(stylename=bold, text="Problemi"))
    book.text.addElement(strong)
    body = text.P(text="Qytetarët")
    body.addElement(text.S(c=2))
    body.addText("nuk")
    body.addElement(text.LineBreak())
    body.addText("dinë.")
    body.addElement(text.Span(stylename=unseen, text="E fshehur."))
    note = text.Note(id="n1", noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    held = text.NoteBody()
    held.addElement(text.P(text="Burimi: bashkia."))
    note.addElement(held)
    body.addElement(note)
    book.text.addElement(body)
    steps = text.List()
    step = text.ListItem()
    step.addElement(text.P(text="Hapi i parë"))
    steps.addElement(step)
    book.text.addElement(steps)
    made = table.Table(name="Tabela1")
    made.addElement(table.TableColumn(numbercolumnsrepeated=2))
    made.addElement(row(cell("Pika kyçe"), cell("Afati")))
    inner = table.Table(name="Tabela2")
    inner.addElement(table.TableColumn())
    inner.addElement(row(cell("brenda")))
    holder = cell("Portali")
    holder.addElement(inner)
    made.addElement(row(holder, cell("2026")))
    book.text.addElement(made)
    book.text.addElement(text.P(text="Fund."))
    book.save(name)


def word(name):
    made = docx.Document()
    made.add_heading("Plani i veprimit", 0)
    made.add_heading("Angazhimi 1", 1)
    made.add_paragraph().add_run("Problemi").bold = True
    body = made.add_paragraph("Qytetarët nuk ")
    body.add_run("dinë").bold = True
    body.add_run().add_break()
    body.add_run("sa paguajnë.")
    unseen = body.add_run(" E fshehur.")
    unseen.font.hidden = True
    made.add_paragraph("Hapi i parë", style="List Number")
    strong = made.styles.add_style("Titulli i tabelës", WD_STYLE_TYPE.PARAGRAPH)
    strong.font.bold = True
    made.add_paragraph("Pikat kyçe", style=strong)
    grid = made.add_table(4, 3)
    for column, heading in enumerate(["Pika kyçe", "Afati", "Përgjegjësi"]):
        grid.cell(0, column).text = heading
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "Portali"
    grid.cell(1, 1).text = "Tremujori IV 2026"
    grid.cell(1, 2).text = "Drejtoria e IT"
    grid.cell(2, 1).text = "31.12.2027"
    grid.cell(3, 0).merge(grid.cell(3, 1)).text = "Gjithsej\n2 pika"
    inner = grid.cell(2, 2).add_table(1, 2)
    inner.cell(0, 0).text = "brenda"
    inner.cell(0, 1).text = "tabelës"
    made.add_paragraph("Fund.")
    made.sections[0].footer.paragraphs[0].text = "Bashkia Elbasan"
    made.save(name)


xls("plan.xls", False)
xls("plan-1904.xls", True)
ods("plan.ods")
odt("plan.odt")
word("plan.docx")
