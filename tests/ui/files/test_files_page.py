from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyleOptionComboBox,
)
from pytestqt.qtbot import QtBot

from kiosk.admin.requests import CategoryRule, ExportKind, ExportOptions
from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_controller import FilesController
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.guest_table import GuestTable
from kiosk.ui.files.list_pickers import SheetPicker, SourcePicker
from kiosk.ui.files.lists_in_use.lists_table import ListsTable
from kiosk.ui.files.lists_in_use.ticket_try_dialog import TicketTryDialog
from kiosk.ui.shell.worker import Runner, ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import ShortLabel
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import WrappedLabel
from tests.ui.fake_files import (
    ASKS,
    BAD,
    BOTH,
    CALM,
    FEWER,
    GONE,
    HEADINGS,
    LETTERS,
    ON_SOME,
    PARTNER,
    SAME,
    SHEETS,
    UNGROUPED,
    FakeFiles,
)
from tests.ui.fakes import Inline
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, HOUR, NOW

LIST = Path("/media/stick/webwinkel_2026-04-10.csv")
SIZES = [QSize(910, 440), QSize(1024, 528), QSize(1366, 696)]
NO_COLUMNS = UnusableInput("error.list_without_columns", file=LIST.name, found="a, b")

Shown = Callable[..., FilesPage]


@pytest.fixture
def files() -> FakeFiles:
    return FakeFiles()


@pytest.fixture
def shown(
    qtbot: QtBot,
    app: QApplication,
    words: dict[str, Texts],
    labels: Language,
    files: FakeFiles,
) -> Shown:
    def show(
        report: Report = CALM, *, fails: KioskError | None = None, language: str = "nl"
    ) -> FilesPage:
        assert app is not None
        labels.use(language)
        files.report, files.fails = report, fails
        page = FilesPage(EVENT, words[language], lambda: NOW, LIGHT)
        qtbot.addWidget(page)
        controller(page, files, Inline(), lambda: words[language])
        page.resize(SIZES[-1])
        page.show()
        return page

    return show


def controller(
    page: FilesPage, files: FakeFiles, runner: Runner, words: Callable[[], Texts]
) -> FilesController:
    context = FilesContext(files, runner, words, open_over(page))
    return FilesController(context, page, files.readers, page)


def open_over(page: FilesPage) -> Callable[[Dialog], None]:
    return lambda sheet: sheet.open_over(page)


def texts(page: FilesPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(WrappedLabel) if label.isVisible())


def button(page: FilesPage, text: str) -> QPushButton:
    return next(one for one in page.findChildren(ChoiceButton) if one.text() == text)


def box(page: FilesPage, text: str) -> QCheckBox:
    return next(one for one in page.findChildren(CheckBox) if one.text() == text)


def wishes(files: FakeFiles) -> ImportOptions:
    asked = files.asked[-1][2]
    assert isinstance(asked, ImportOptions)
    return asked


def test_the_changes_of_a_list_are_shown_before_they_are_made(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown()
    page.open_files([LIST])

    assert "12 nieuw, 3 anders, 0 vervallen" in texts(page)
    assert wishes(files) == ImportOptions(dry_run=True)
    assert button(page, "Deze lijst inlezen").isEnabled()


def test_a_list_is_taken_in_when_a_person_says_so(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST])
    files.report = replace(CALM, applied=True)
    button(page, "Deze lijst inlezen").click()

    assert wishes(files) == ImportOptions(dry_run=False)
    assert page.message == "Ingelezen: 12 nieuw, 3 anders, 0 vervallen."


def test_a_question_is_asked_before_a_list_can_be_taken_in(shown: Shown, files: FakeFiles) -> None:
    page = shown(ASKS)
    page.open_files([LIST])

    assert "32 rijen: 'Aanmelding' is 'Wacht op antwoord' (rij 3, 7, 12, …)." in texts(page)
    assert "Hierna nog 1 vraag." in texts(page)
    assert "Niet gebruikt: Functie, Telefoonnummer, Dieetwensen" in texts(page)
    assert not button(page, "Deze lijst inlezen").isEnabled()

    files.report = replace(CALM, questions=ASKS.questions[1:])
    button(page, "nog niet betaald").click()
    files.report = CALM
    button(page, "Geen codes: zoek op naam").click()

    assert wishes(files).statuses == ("Wacht op antwoord=unpaid",)
    assert wishes(files).codes == "none"
    assert button(page, "Deze lijst inlezen").isEnabled()


def test_guests_on_another_list_are_left_out_where_a_person_says_so(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown(BOTH)
    page.open_files([LIST])
    assert "23 gasten staan ook op een andere lijst (Katalys, " in texts(page)
    assert "Fatima El Amrani, Zoë 't Hart en nog 18." in texts(page)
    once = next(one for one in page.findChildren(QRadioButton) if one.text().startswith("Tel ze"))
    once.click()
    then = wishes(files).same_guest
    next(one for one in page.findChildren(QRadioButton) if one.text().startswith("Houd")).click()

    assert then == "once"
    assert wishes(files).same_guest is None


def test_rows_with_an_error_are_saved_and_nothing_else_changes(
    shown: Shown, files: FakeFiles, tmp_path: Path
) -> None:
    page = shown(BAD)
    page.open_files([LIST])
    assert button(page, "Bewaar deze rijen …").isVisible()
    page.doctor.save_rejects(tmp_path / "fout.csv")

    assert wishes(files) == ImportOptions(dry_run=True, rejects=tmp_path / "fout.csv")
    assert "De rijen staan in fout.csv. Verbeter ze, en lees dat bestand in als" in texts(page)


def test_answers_can_be_given_again(shown: Shown, files: FakeFiles) -> None:
    page = shown(ASKS)
    page.open_files([LIST])
    button(page, "geldig").click()
    button(page, "Beantwoord de vragen opnieuw").click()

    assert wishes(files) == ImportOptions(dry_run=True)


def test_another_column_leaves_fields_of_several_columns_alone(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown(replace(CALM, mapping={**CALM.mapping, "status": "Status + Betaald"}))
    page.open_files([LIST])
    button(page, "Kies andere kolommen").click()
    picker = next(one for one in page.findChildren(ComboBox) if one.accessibleName() == "categorie")
    picker.setCurrentIndex(picker.findData("Soort"))
    picker.activated.emit(picker.currentIndex())

    assert wishes(files).mapping == {"category": "Soort"}


def test_rejected_rows_are_shown_with_row_field_and_reason_but_never_with_codes(
    shown: Shown,
) -> None:
    page = shown(BAD)
    page.open_files([LIST])

    assert "Rij 12, personen 'veel': dit is geen aantal personen" in texts(page)
    assert "Rij 40, ticketcode: deze code staat al op rij 12." in texts(page)
    assert "Rij 91: de aanhalingstekens kloppen niet" in texts(page)
    assert "25 rijen, ingang 'Achteringang': deze ingang bestaat niet" in texts(page)
    assert "(rij 88, 89, 90, 92, 95, …)." in texts(page)
    assert "Nog 13 rijen met een fout." in texts(page)
    assert "SSIHIW5Z7XMWVIDK" not in texts(page)


def test_rejected_rows_keep_the_list_as_it_was_until_they_are_skipped(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown(BAD)
    page.open_files([LIST])
    before = button(page, "Deze lijst inlezen").isEnabled()
    box(page, "Sla rijen met een fout over").click()

    assert not before
    assert button(page, "Deze lijst inlezen").isEnabled()
    assert wishes(files) == ImportOptions(skip_rejected=True, dry_run=True)


def test_a_list_that_changes_nothing_is_not_taken_in(shown: Shown) -> None:
    page = shown(SAME)
    page.open_files([LIST])

    assert "Deze lijst is al ingelezen: er verandert niets." in texts(page)
    assert not button(page, "Deze lijst inlezen").isEnabled()


def test_replacing_is_never_the_default_and_many_withdrawn_ask_to_be_sure(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown(FEWER)
    page.open_files([LIST])
    replace_box = box(page, "Laat hun ticket vervallen")
    by_default = replace_box.isChecked()
    files.report = GONE
    replace_box.click()
    unsure = button(page, "Deze lijst inlezen").isEnabled()
    box(page, "Laat ze vervallen, ik weet het zeker").click()
    button(page, "Deze lijst inlezen").click()

    assert not by_default
    assert not unsure
    assert wishes(files) == ImportOptions(replace=True, yes=True)


def test_guests_who_are_left_off_are_named_and_stay(shown: Shown, files: FakeFiles) -> None:
    page = shown(FEWER)
    page.open_files([LIST])

    assert "9 gasten van de vorige versie staan niet in dit bestand (Anouk" in texts(page)
    assert button(page, "Deze lijst inlezen").isEnabled()
    assert not wishes(files).replace


def test_the_first_guests_are_shown_and_never_a_whole_code(shown: Shown) -> None:
    page = shown()
    page.open_files([LIST])
    cells = [one.text() for one in page.doctor.findChildren(ShortLabel) if one.isVisible()]

    assert cells[:6] == ["Arjan van Rijn", "Gemeente Soest", "Beleid", "1", "geldig", "SSIH…"]
    assert len(cells) == 30


def painted(picker: ComboBox) -> str:
    option = QStyleOptionComboBox()
    picker.initStyleOption(option)
    return option.currentText


def test_the_head_of_a_column_is_a_picker(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST])
    table = page.findChild(GuestTable)
    assert isinstance(table, GuestTable)
    name, organisation, *_ = table.findChildren(ComboBox)
    before = name.currentText()
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_T)
    name.activated.emit(name.currentIndex())

    assert before == "Voornaam + Achternaam"
    assert organisation.currentText() == "Organisatie (zoals: Gemeente Soest)"
    assert painted(organisation) == "Organisatie"
    assert "Ticketcode (zoals: SSIH…)" in [name.itemText(row) for row in range(name.count())]
    assert wishes(files).mapping["name"] == "Ticketnummer"
    assert wishes(files).mapping["last_name"] == "-"


def test_of_a_short_list_too_it_is_asked_whose_it_is(shown: Shown, files: FakeFiles) -> None:
    page = shown(PARTNER)
    page.open_files([LIST])
    said = texts(page)
    files.report = CALM
    button(page, "Nieuwe versie van Katalys").click()

    assert "2 van de 2 gasten staan al op de lijst van Katalys." in said
    assert wishes(files).source == "Katalys"


def test_whose_list_it_is_can_be_said_otherwise(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST])
    picker = page.findChild(SourcePicker).findChild(ComboBox)  # type: ignore[union-attr]  # there
    assert isinstance(picker, ComboBox)
    shown_at_first = picker.itemText(1)
    picker.setCurrentIndex(1)
    picker.activated.emit(1)

    assert shown_at_first == "Nieuwe versie van Katalys (2 van de 495 gasten staan er al op)"
    assert wishes(files).source == "Katalys"


def test_the_whole_list_gets_a_category_that_is_typed(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST])
    picker = next(
        one
        for one in page.findChildren(ComboBox)
        if one.accessibleName() == "Categorie van de hele lijst"
    )
    picker.setCurrentIndex(picker.count() - 1)
    picker.activated.emit(picker.currentIndex())
    field = page.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Kernpartner")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert wishes(files).fixed == {"category": "Kernpartner"}


def test_a_new_category_asks_for_its_group_and_hand_out(shown: Shown, files: FakeFiles) -> None:
    page = shown(UNGROUPED)
    page.open_files([LIST])
    assert "Kies eerst bij welke groep elke nieuwe categorie hoort." in texts(page)
    group = page.focusWidget()
    assert isinstance(group, ComboBox)
    assert group.accessibleName() == "Groep: Kernpartner"
    assert not button(page, "Deze lijst inlezen").isEnabled()
    QTest.keyClick(group, Qt.Key.Key_P)
    handout = next(
        one
        for one in page.findChildren(QLineEdit)
        if one.accessibleName() == "Wat geven we: Kernpartner"
    )
    QTest.keyClicks(handout, "oranje keycord")
    QTest.keyClick(handout, Qt.Key.Key_Return)
    second = page.focusWidget()
    button(page, "Tel de andere bij overig").click()
    before = [one[0] for one in files.asked]
    files.report = replace(UNGROUPED, applied=True)
    button(page, "Deze lijst inlezen").click()

    assert before == ["take"]
    assert second.accessibleName() == "Groep: Buurtverbinder met een lange naam"
    rules = {
        "Kernpartner": CategoryRule("partner", "oranje keycord"),
        "Buurtverbinder met een lange naam": CategoryRule("overig"),
    }
    assert ("set_categories", rules) in files.asked


def test_another_column_is_chosen_for_a_field(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST])
    button(page, "Kies andere kolommen").click()
    category = next(
        one for one in page.findChildren(ComboBox) if one.accessibleName() == "categorie"
    )
    category.setCurrentIndex(HEADINGS.index("Soort") + 1)
    category.activated.emit(category.currentIndex())

    assert wishes(files) == ImportOptions(mapping={"category": "Soort"}, dry_run=True)


def test_the_choice_of_columns_comes_into_view(shown: Shown, qtbot: QtBot) -> None:
    page = shown()
    page.resize(910, 400)
    page.open_files([LIST])
    button(page, "Kies andere kolommen").click()
    code = page.focusWidget()

    assert isinstance(code, ComboBox)
    assert code.accessibleName() == "ticketcode"
    qtbot.waitUntil(lambda: code.visibleRegion().boundingRect() == code.rect())


def test_without_columns_that_are_known_a_person_says_which_is_what(shown: Shown) -> None:
    page = shown(fails=NO_COLUMNS)
    page.open_files([LIST])

    code = next(one for one in page.findChildren(ComboBox) if one.accessibleName() == "ticketcode")
    offered = [code.itemText(place) for place in range(code.count())]
    assert "Soort (zoals: Beleid)" in offered
    assert "Ticketcode (zoals: SSIH…)" in offered
    assert "Kies dan hierboven welke kolom wat is." in texts(page)
    assert any(picker.isVisible() for picker in page.findChildren(ComboBox))
    assert not button(page, "Deze lijst inlezen").isVisible()


def test_a_list_that_cannot_be_read_is_reported_in_a_sentence(shown: Shown) -> None:
    page = shown(fails=UnusableInput("error.list_empty", file=LIST.name))
    page.open_files([LIST])

    assert page.message.endswith("is leeg. Kies een ander bestand.")
    assert button(page, "Lijst toevoegen of bijwerken …").isEnabled()
    assert not button(page, "Deze lijst inlezen").isVisible()


def test_lists_that_are_dropped_on_the_page_come_one_after_the_other(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(name) for name in (str(LIST), "/b.csv")])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    first, said = [one[1] for one in files.asked], texts(page)
    files.report = replace(CALM, applied=True)
    button(page, "Deze lijst inlezen").click()

    assert first == [LIST]
    assert "Daarna nog 1 bestand" in said
    assert files.asked[-1][1] == Path("/b.csv")


def table(page: FilesPage) -> ListsTable:
    return next(iter(page.findChildren(ListsTable)))


def rows(page: FilesPage) -> list[list[str]]:
    model = table(page).model()
    columns = range(model.columnCount())
    return [
        [str(model.index(row, column).data()) for column in columns]
        for row in range(model.rowCount())
    ]


def heads(page: FilesPage) -> list[str]:
    model, across = table(page).model(), Qt.Orientation.Horizontal
    return [str(model.headerData(column, across)) for column in range(model.columnCount())]


def test_without_room_for_a_column_the_importer_is_below_the_time(shown: Shown) -> None:
    page = shown()
    page.resize(SIZES[1])
    page.on_shown()

    assert table(page).isColumnHidden(heads(page).index("Door"))
    assert rows(page)[0][3] == "zo 12 apr 08:42\nHoofdingang 1"


def test_the_lists_in_use_are_a_table(shown: Shown) -> None:
    page = shown()
    page.on_shown()

    assert heads(page) == ["Lijst", "Tickets", "Versie", "Ingelezen", "Door"]
    assert rows(page)[0] == ["Katalys", "2", "1", "zo 12 apr 08:42", "Hoofdingang 1"]
    assert rows(page)[1][1:4] == ["1.214", "3", "vandaag 08:42"]
    assert rows(page)[2] == ["webwinkel", "495", "2", "zo 12 apr 18:42", "Marieke"]


def test_the_chosen_row_is_shown_in_full_and_has_the_buttons(shown: Shown) -> None:
    page = shown()
    page.on_shown()
    back, said = button(page, "Vorige versie …"), texts(page)
    first = back.isEnabled()
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_Down)

    assert "Katalys · Hoofdingang 1" in said
    assert not first
    assert back.isEnabled()
    assert "Amersfoort en omstreken · Anouk Wilhelmina van den Heuvel-Özdemir" in texts(page)
    assert button(page, "Bijwerken …").accessibleName().startswith("Bijwerken … Stichting")


def test_enter_on_a_row_asks_for_a_newer_file_of_its_list(shown: Shown, qtbot: QtBot) -> None:
    page = shown()
    page.on_shown()
    page.lists.chosen.update_asked.disconnect()
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_End)
    with qtbot.waitSignal(page.lists.chosen.update_asked) as asked:
        QTest.keyClick(table(page), Qt.Key.Key_Return)

    assert asked.args == ["webwinkel"]


def test_tab_goes_from_the_table_to_the_buttons_of_its_row(shown: Shown) -> None:
    page = shown()
    page.on_shown()
    table(page).setFocus()
    table(page).selectRow(2)
    focused = []
    for _ in range(2):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        focused.append(page.focusWidget())

    assert focused == [button(page, "Bijwerken …"), button(page, "Vorige versie …")]


def test_the_same_row_stays_chosen_when_the_lists_are_shown_again(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown()
    page.on_shown()
    table(page).setFocus()
    table(page).selectRow(2)
    page.lists.show_lists([replace(one, version=9) for one in files.used[1:]])

    assert rows(page)[table(page).currentIndex().row()][:3] == ["webwinkel", "495", "9"]
    assert page.focusWidget() is table(page)


def test_the_version_before_is_put_back_once_a_person_says_so(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown()
    page.on_shown()
    table(page).selectRow(1)
    button(page, "Vorige versie …").click()
    (long_list,) = page.findChildren(ChoiceDialog)
    text = " ".join(label.text() for label in long_list.findChildren(QLabel))
    long_list.dismiss()
    long_list.setParent(None)
    table(page).selectRow(2)
    button(page, "Vorige versie …").click()
    asked = list(files.asked)
    dialog = page.findChild(ChoiceDialog)
    assert isinstance(dialog, ChoiceDialog)
    dialog.chosen.emit("yes")

    assert "versie 3 met 1.214 tickets" in text
    assert ("restore_previous", "webwinkel") not in asked
    assert ("restore_previous", "webwinkel") in files.asked
    assert page.message == "'webwinkel' is weer de vorige versie: 482 tickets."
    assert rows(page)[2] == ["webwinkel", "482", "3", "zo 12 apr 18:42", "Marieke"]


def test_a_newer_file_is_read_as_the_list_of_its_row(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST], "Katalys")

    assert wishes(files) == ImportOptions(source="Katalys", dry_run=True)


def test_escape_leaves_a_list_before_it_leaves_the_page(shown: Shown) -> None:
    page = shown()
    page.open_files([LIST])
    first, second = page.go_back(), page.go_back()

    assert (first, second) == (True, False)
    assert page.focusWidget() is button(page, "Lijst toevoegen of bijwerken …")


@pytest.mark.parametrize(("earlier_ms", "open_"), [(24 * HOUR, False), (0, True)])
def test_the_attendance_file_is_offered_from_the_day_on(
    qtbot: QtBot,
    words: dict[str, Texts],
    labels: Language,
    earlier_ms: int,
    open_: bool,  # a case
) -> None:
    labels.use("nl")
    page = FilesPage(EVENT, words["nl"], lambda: NOW - earlier_ms, LIGHT)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    seen = button(page, "Schrijf het bestand …").isVisible()
    if not open_:
        button(page, "Maak het bestand …").click()

    assert seen is open_
    assert button(page, "Schrijf het bestand …").isVisible()


def test_the_attendance_file_is_written_as_wished_and_its_folder_opens(
    shown: Shown, files: FakeFiles, tmp_path: Path, opened_folders: list[Path]
) -> None:
    page = shown()
    box(page, "Zonder namen").click()
    asked: list[ExportOptions] = []
    page.attendance.export_asked.disconnect()
    page.attendance.export_asked.connect(asked.append)
    button(page, "Schrijf het bestand …").click()
    page.export_asked.emit(tmp_path / "wie.csv", asked[0])

    assert asked == [ExportOptions(names=False, separator=";")]
    assert files.asked[-1] == ("export", tmp_path / "wie.csv", asked[0])
    assert page.message == "wie.csv is klaar: 1.214 regels."
    assert str(tmp_path / "wie.csv") in texts(page).replace("\u200b", "")
    assert opened_folders == [tmp_path]


def test_the_list_for_thanks_says_who_has_no_address(shown: Shown) -> None:
    page = shown()
    page.export_asked.emit(Path("/stick/dank.xlsx"), ExportOptions(kind=ExportKind.THANKS))
    assert page.message == (
        "dank.xlsx is klaar: 871 adressen van wie er was. dank niet gekomen.xlsx heeft 203 adressen"
        " van wie er niet was. 41 bezoekers hebben geen adres."
    )


def test_a_file_that_is_stopped_is_no_trouble(shown: Shown, files: FakeFiles) -> None:
    page = shown()

    def stop(
        path: Path,
        options: ExportOptions,
        progress: Callable[[int, int], None],
        packing: Callable[[float], None] = lambda _: None,
    ) -> int:
        progress(1_214, 1_214)
        assert "1.214 van 1.214." in texts(page)
        while "Inpakken: 64%." not in texts(page):  # at most ten times a second
            packing(0.64)
        assert page.go_back()
        packing(0.65)
        raise AssertionError(path, options)

    files.export = stop  # type: ignore[method-assign]  # a person presses Esc meanwhile
    page.export_asked.emit(Path("/stick/wie.csv"), ExportOptions())
    assert page.message == "Gestopt. Er is geen bestand gemaakt."


def preview(page: FilesPage) -> list[str]:
    return [label.text() for label in page.attendance.findChildren(ShortLabel) if label.text()]


@pytest.mark.parametrize(
    ("choice", "kind", "about", "first"),
    [
        ("Voor Excel", ExportKind.TICKETS, "Een regel per ticket", "ticket · name · organisation"),
        ("Voor de subsidie", ExportKind.SUMS, "Alleen aantallen", "sum · name · expected · people"),
        ("Voor een bedankmail", ExportKind.THANKS, "in een tweede bestand", "email · name"),
        ("Voor eigen onderzoek", ExportKind.RESEARCH, "zonder namen en nummers", "row · category"),
        ("Alles per scan", ExportKind.SCANS, "Een regel per scan", "at · outcome · ticket"),
    ],
)
def test_each_choice_of_a_file_says_what_it_is_and_shows_three_lines(
    shown: Shown, files: FakeFiles, choice: str, kind: ExportKind, about: str, first: str
) -> None:
    page = shown()
    page.on_shown()
    next(one for one in page.findChildren(QRadioButton) if one.text() == choice).click()

    asked = files.asked[-1]
    assert asked[0] == "first_lines"
    assert isinstance(asked[1], ExportOptions)
    assert asked[1].kind is kind
    assert about in texts(page)
    lines = preview(page)
    assert len(lines) == 3
    assert lines[0].startswith(first)


def test_the_lines_of_another_choice_are_not_shown(shown: Shown) -> None:
    page = shown()
    page.on_shown()
    before = preview(page)
    page.attendance.show_preview(ExportOptions(kind=ExportKind.SUMS), [["late"]])

    assert preview(page) == before


def test_sums_have_no_names_to_leave_out(shown: Shown) -> None:
    page = shown()
    next(one for one in page.findChildren(QRadioButton) if one.text() == "Voor de subsidie").click()

    assert not box(page, "Zonder namen").isEnabled()
    assert not box(page, "Ook de e-mailadressen").isEnabled()


def test_an_english_window_writes_commas(shown: Shown) -> None:
    page = shown(language="en")

    assert page.attendance.options.separator == ","


def test_without_names_there_are_no_addresses_either(shown: Shown) -> None:
    page = shown()
    email = box(page, "Ook de e-mailadressen")
    email.click()
    box(page, "Zonder namen").click()

    assert not email.isChecked()
    assert not email.isEnabled()


def test_a_file_that_cannot_be_written_is_reported_in_a_sentence(shown: Shown) -> None:
    page = shown(fails=WorldFailed("error.file_not_written", file="/stick/wie.csv"))
    page.export_asked.emit(Path("/stick/wie.csv"), ExportOptions())

    assert page.message.startswith("/stick/wie.csv kan niet geschreven worden.")


def test_while_a_list_is_read_the_window_goes_on_and_nothing_else_begins(
    qtbot: QtBot, words: dict[str, Texts], labels: Language, files: FakeFiles
) -> None:
    labels.use("nl")
    runner = ThreadRunner()
    page = FilesPage(EVENT, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)
    controller(page, files, runner, lambda: words["nl"])
    page.show()
    page.doctor.check_asked.emit(LIST, ImportOptions(dry_run=True))
    said, may_choose = texts(page), button(page, "Lijst toevoegen of bijwerken …").isEnabled()
    qtbot.waitUntil(lambda: button(page, "Lijst toevoegen of bijwerken …").isEnabled())

    assert "Even kijken wat er in 'webwinkel_2026-04-10.csv' staat …" in said
    assert not may_choose
    assert runner.close(5)


def test_the_language_switches_while_a_list_is_looked_at(
    shown: Shown, words: dict[str, Texts], labels: Language
) -> None:
    page = shown()
    page.open_files([LIST])
    labels.use("en")
    page.use_words(words["en"])

    assert page.title() == "Lists and files"
    assert "12 new, 3 changed, 0 withdrawn" in texts(page)


def test_everything_that_is_pressed_is_large_enough_and_named(shown: Shown) -> None:
    page = shown(BAD)
    page.open_files([LIST])
    button(page, "Kies andere kolommen").click()
    targets = [
        *page.findChildren(QPushButton),
        *page.findChildren(QCheckBox),
        *page.findChildren(ComboBox),
    ]
    seen = [target for target in targets if target.isVisible()]

    assert min(target.height() for target in seen) >= 56
    assert all(target.accessibleName() or target.property("text") for target in seen)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [None, CALM, BAD, GONE], ids=["empty", "calm", "bad", "gone"])
def test_no_text_of_the_files_is_clipped(
    shown: Shown,
    app: QApplication,
    words: dict[str, Texts],
    size: QSize,
    language: str,
    report: Report | None,
) -> None:
    page = shown(report or CALM, language=language)
    if report is not None:
        page.open_files([LIST])
        button(page, words[language].say("files.columns")).click()
    file = Path("/home/organisator/Documenten/festival/2026-04-13 aanwezigheid.csv")
    page.show_written(file, words[language].say("files.written", rows="1.240", file=file.name))
    page.resize(size)
    app.processEvents()

    assert clipped(page) == []
    assert page.size() == size


def test_another_sheet_of_a_workbook_is_read_when_chosen(shown: Shown, files: FakeFiles) -> None:
    page = shown(SHEETS)
    page.open_files([LIST])
    (picker,) = page.findChildren(SheetPicker)
    assert picker.isVisible()
    box = picker.findChild(ComboBox)
    assert box is not None
    assert box.currentText() == "Producten in bestelling"
    assert any("Kies hierboven een ander werkblad" in text for text in sentences(page))

    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert files.asked[-1] == ("take", LIST, ImportOptions(sheet="Bestellingen", dry_run=True))


def test_a_list_without_sheets_has_nothing_to_choose_a_sheet_from(shown: Shown) -> None:
    page = shown(CALM)
    page.open_files([LIST])
    (picker,) = page.findChildren(SheetPicker)
    assert not picker.isVisible()


def test_how_letters_are_stored_is_asked_by_an_example(shown: Shown, files: FakeFiles) -> None:
    page = shown(LETTERS)
    page.open_files([LIST])
    button(page, "Zoë Müller").click()
    assert files.asked[-1] == ("take", LIST, ImportOptions(encoding="mac-roman", dry_run=True))


def sentences(page: FilesPage) -> list[str]:
    return [one.text() for one in page.findChildren(WrappedLabel) if one.isVisible()]


def test_what_runs_is_counted_and_stopped_by_escape(shown: Shown, files: FakeFiles) -> None:
    page = shown()
    page.open_files([LIST])
    page.busy.begin("Even kijken …", may_stop=True)
    files.run.progress(41_000)
    counted = texts(page)
    stopped = page.go_back()

    assert counted.startswith("Even kijken … 41.000 rijen gelezen.")
    assert stopped
    assert files.run.cancelled
    assert page.doctor.isVisible()


@pytest.mark.parametrize("report", [CALM, BOTH, FEWER])
@pytest.mark.parametrize("size", SIZES[1:])
def test_the_first_guests_are_in_sight_at_the_button(
    shown: Shown, qtbot: QtBot, report: Report, size: QSize
) -> None:
    page = shown(report)
    page.resize(size)
    page.open_files([LIST])
    area = next(one for one in page.doctor.findChildren(QScrollArea) if one.isVisible())
    names = [one for one in page.doctor.findChildren(ShortLabel) if one.text() == "Zoë 't Hart"]

    qtbot.waitUntil(lambda: not names[0].visibleRegion().isEmpty())
    box = QRect(names[0].mapTo(area.viewport(), QPoint()), names[0].size())
    assert area.viewport().rect().contains(box)
    assert page.doctor.next_stop.isEnabled()


def test_a_stopped_look_closes_the_list(shown: Shown) -> None:
    page = shown(fails=UnusableInput("error.import_cancelled"))
    page.open_files([LIST])

    assert page.message == "Gestopt. De lijst is zoals hij was."
    assert page.lists.isVisible()


def test_a_list_is_done_once_all_laptops_have_it(shown: Shown, files: FakeFiles) -> None:
    files.used = list(ON_SOME)
    page = shown()
    page.on_shown()
    some, held = texts(page), [row[-1] for row in rows(page)]
    page.lists.show_lists([replace(one, held=10) for one in ON_SOME])

    assert heads(page)[-1] == "Laptops"
    assert held == ["10 van 10", "3 van 10", "1 van 10"]
    assert "Katalys · Hoofdingang 1 · op alle 10 laptops" in some
    assert "Nog niet klaar: " in some
    assert "Klaar: alle 10 laptops" not in some
    assert "Nog niet klaar: " not in texts(page)
    assert "Klaar: alle 10 laptops hebben alle lijsten." in texts(page)
    assert [row[-1] for row in rows(page)] == ["10 van 10"] * 3


def test_a_real_ticket_is_looked_up_and_never_scanned(shown: Shown, files: FakeFiles) -> None:
    page = shown(replace(CALM, applied=True))
    page.open_files([LIST])
    page.on_shown()
    asked = texts(page)
    button(page, "Probeer een ticket …").click()
    dialog = next(iter(page.findChildren(TicketTryDialog)))
    assert files.readers.reader is not None
    taken = files.readers.reader(["NIET-OP-DE-LIJST"])
    unknown = dialog.message
    files.readers.reader(["SSIHIW5Z7XMWVIDKTERZU3FCVY"])
    found = dialog.message
    QTest.keyClicks(page.focusWidget(), "WDHS-0412")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)

    assert "Nog niet geprobeerd met een echt ticket: webwinkel." in asked
    assert taken
    assert unknown.startswith("Deze code staat niet in een lijst. Is 'Ticketcode' de kolom")
    assert found == "Klopt: Arjan van Rijn (webwinkel)."
    assert dialog.message.startswith("Klopt: Anouk Wilhelmina van den Heuvel-Özdemir (Stichting")
    assert files.asked[-1] == ("try", ("WDHS-0412",), True)
    assert "Nog niet geprobeerd" not in texts(page)


def test_tickets_are_scanned_again_once_the_question_is_closed(
    shown: Shown, files: FakeFiles
) -> None:
    page = shown()
    page.on_shown()
    button(page, "Probeer een ticket …").click()
    dialog, reader = next(iter(page.findChildren(TicketTryDialog))), files.readers.reader
    dialog.dismiss()

    assert reader is not None
    assert not reader(["SSIHIW5Z7XMWVIDKTERZU3FCVY"])
    assert files.readers.reader is None


def test_rows_with_an_error_are_in_sight_below_the_box_that_skips_them(
    shown: Shown, qtbot: QtBot
) -> None:
    page = shown(BAD)
    page.resize(1024, 528)
    page.open_files([LIST])
    box = page.focusWidget()
    line = next(one for one in page.findChildren(WrappedLabel) if one.text().startswith("Rij 12"))

    assert isinstance(box, CheckBox)
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect() == box.rect())
    assert line.visibleRegion().boundingRect() == line.rect()


def test_the_button_stays_in_sight_on_a_low_screen(shown: Shown) -> None:
    page = shown(replace(UNGROUPED, rejected_rows=41, alike=BAD.alike))
    page.resize(910, 400)
    page.open_files([LIST])
    QApplication.processEvents()
    take = button(page, "Deze lijst inlezen")

    assert take.visibleRegion().boundingRect() == take.rect()
