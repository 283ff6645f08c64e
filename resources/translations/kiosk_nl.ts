<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Chips</name>
    <message>
        <source>Change {name}</source>
        <translation>{name} wijzigen</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Close the day</source>
        <translation>De dag afsluiten</translation>
    </message>
    <message>
        <source>Hand this laptop in …</source>
        <translation>Lever deze laptop in …</translation>
    </message>
    <message>
        <source>Set the count to 0 …</source>
        <translation>Zet de teller op 0 …</translation>
    </message>
    <message>
        <source>Empty this laptop …</source>
        <translation>Maak deze laptop leeg …</translation>
    </message>
    <message>
        <source>Stop asking to hand in</source>
        <translation>Vraag niet meer in te leveren</translation>
    </message>
    <message>
        <source>Ask all laptops to hand in …</source>
        <translation>Vraag alle laptops in te leveren …</translation>
    </message>
    <message>
        <source>This laptop is handed in. The next scan opens the day again.</source>
        <translation>Deze laptop is ingeleverd. Na een scan is de dag weer open.</translation>
    </message>
</context>
<context>
    <name>Crowd</name>
    <message>
        <source>Count people leaving</source>
        <translation>Vertrekkers tellen</translation>
    </message>
    <message>
        <source>Take the last back (Backspace)</source>
        <translation>Laatste terugnemen (Backspace)</translation>
    </message>
    <message>
        <source>1 (space)</source>
        <translation>1 (spatie)</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Guest without a ticket</source>
        <translation>Gast zonder ticket</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <translation>Naam (mag leeg)</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisatie</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categorie</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Aantal mensen</translation>
    </message>
    <message>
        <source>Let in (Enter)</source>
        <translation>Binnenlaten (Enter)</translation>
    </message>
    <message>
        <source>Another guest comes on this ticket</source>
        <translation>Iemand anders komt op dit ticket</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nieuwe naam</translation>
    </message>
    <message>
        <source>Change the name (Enter)</source>
        <translation>Naam veranderen (Enter)</translation>
    </message>
    <message>
        <source>Count people without a scan</source>
        <translation>Mensen tellen zonder scan</translation>
    </message>
    <message>
        <source>Went in (Enter)</source>
        <translation>Erin (Enter)</translation>
    </message>
    <message>
        <source>Went out</source>
        <translation>Eruit</translation>
    </message>
    <message>
        <source>Counted inside</source>
        <translation>Binnen geteld</translation>
    </message>
    <message>
        <source>The headcount goes on from this number, staff included.</source>
        <translation>De telling gaat verder vanaf dit aantal, medewerkers meegeteld.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>People inside</source>
        <translation>Mensen binnen</translation>
    </message>
    <message>
        <source>Write down</source>
        <translation>Opschrijven</translation>
    </message>
    <message>
        <source>Yes, that is right</source>
        <translation>Ja, dat klopt</translation>
    </message>
    <message>
        <source>No, change it</source>
        <translation>Nee, aanpassen</translation>
    </message>
    <message>
        <source>Check out</source>
        <translation>Uitchecken</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Inchecken</translation>
    </message>
    <message>
        <source>Mark as paid</source>
        <translation>Betaald</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>Tegenhouden</translation>
    </message>
    <message>
        <source>Cancel ticket</source>
        <translation>Laten vervallen</translation>
    </message>
    <message>
        <source>Allow again</source>
        <translation>Vrijgeven</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>Andere naam</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Nieuwe code</translation>
    </message>
    <message>
        <source>The whole group</source>
        <translation>De hele groep</translation>
    </message>
    <message>
        <source>Yes, do it</source>
        <translation>Ja, doe het</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nee</translation>
    </message>
    <message>
        <source>Cancel this ticket? It is refused then.</source>
        <translation>Dit ticket laten vervallen? Het wordt dan geweigerd.</translation>
    </message>
    <message>
        <source>Make a new code? The old one is refused then.</source>
        <translation>Een nieuwe code maken? De oude wordt dan geweigerd.</translation>
    </message>
    <message>
        <source>All here</source>
        <translation>Allemaal</translation>
    </message>
    <message>
        <source>Check out {n} (Enter)</source>
        <translation>Uitchecken: {n} (Enter)</translation>
    </message>
    <message>
        <source>Check in {n} (Enter)</source>
        <translation>Inchecken: {n} (Enter)</translation>
    </message>
    <message>
        <source>From the paper list</source>
        <translation>Van de papieren lijst</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Kwam binnen</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Ging weg</translation>
    </message>
    <message>
        <source>Choose a guest in the order of the list, or type a name or number.</source>
        <translation>Kies een gast op volgorde van de lijst, of typ een naam of nummer.</translation>
    </message>
    <message>
        <source>List on paper</source>
        <translation>Lijst op papier</translation>
    </message>
    <message>
        <source>Time on paper</source>
        <translation>Tijd op papier</translation>
    </message>
    <message>
        <source>Write down (Enter)</source>
        <translation>Opschrijven (Enter)</translation>
    </message>
    <message>
        <source>Paper list: came in</source>
        <translation>Papieren lijst: kwam binnen</translation>
    </message>
    <message>
        <source>Paper list: left</source>
        <translation>Papieren lijst: ging weg</translation>
    </message>
    <message>
        <source>Refused in the last 15 minutes</source>
        <translation>Geweigerd in de laatste 15 minuten</translation>
    </message>
    <message>
        <source>Search and desk</source>
        <translation>Zoeken en balie</translation>
    </message>
    <message>
        <source>Name, organisation or ticket number</source>
        <translation>Naam, organisatie of ticketnummer</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gevonden</translation>
    </message>
    <message>
        <source>Refused a moment ago</source>
        <translation>Net geweigerd</translation>
    </message>
    <message>
        <source>Stop or open all doors</source>
        <translation>Alle deuren: stop of open</translation>
    </message>
    <message>
        <source>At the desk</source>
        <translation>Aan de balie</translation>
    </message>
    <message>
        <source>Type a name to find a guest, or choose:</source>
        <translation>Typ een naam om een gast te zoeken, of kies:</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Afdrukken</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>PDF opslaan</translation>
    </message>
    <message>
        <source>Save the ticket …</source>
        <translation>Het ticket opslaan …</translation>
    </message>
    <message>
        <source>How many in?</source>
        <translation>Hoeveel erin?</translation>
    </message>
    <message>
        <source>How many out?</source>
        <translation>Hoeveel eruit?</translation>
    </message>
    <message>
        <source>All doors</source>
        <translation>Alle deuren</translation>
    </message>
    <message>
        <source>This counts at every door that hears it.</source>
        <translation>Dit geldt bij elke deur die het hoort.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Last scans</source>
        <translation>Laatste scans</translation>
    </message>
    <message>
        <source>Let in after all</source>
        <translation>Toch binnenlaten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Sound on or off</source>
        <translation>Geluid aan of uit</translation>
    </message>
    <message>
        <source>Who works here?</source>
        <translation>Wie staat hier?</translation>
    </message>
    <message>
        <source>Where is this laptop?</source>
        <translation>Waar staat deze laptop?</translation>
    </message>
    <message>
        <source>Another camera</source>
        <translation>Andere camera</translation>
    </message>
    <message>
        <source>Close the doors again</source>
        <translation>Deuren weer dicht</translation>
    </message>
    <message>
        <source>Open the doors</source>
        <translation>Deuren openen</translation>
    </message>
    <message>
        <source>Ticket file</source>
        <translation>Ticketbestand</translation>
    </message>
    <message>
        <source>The organiser&apos;s PIN</source>
        <translation>Pincode organisator</translation>
    </message>
    <message>
        <source>How is this laptop?</source>
        <translation>Hoe gaat het met deze laptop?</translation>
    </message>
    <message>
        <source>End the test scans</source>
        <translation>Proef stoppen</translation>
    </message>
    <message>
        <source>Test scan</source>
        <translation>Proefscan</translation>
    </message>
    <message>
        <source>Early scans</source>
        <translation>Vroege scans</translation>
    </message>
</context>
<context>
    <name>Doubles</name>
    <message>
        <source>Double entries</source>
        <translation>Twee keer gebruikt</translation>
    </message>
    <message>
        <source>Same guest</source>
        <translation>Dezelfde gast</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>Twee mensen</translation>
    </message>
    <message>
        <source>A clock was wrong</source>
        <translation>Klok liep verkeerd</translation>
    </message>
    <message>
        <source>Let in on purpose</source>
        <translation>Bewust binnengelaten</translation>
    </message>
    <message>
        <source>Not clear</source>
        <translation>Niet duidelijk</translation>
    </message>
    <message>
        <source>What was it? After 1 or 3 no extra people came in.</source>
        <translation>Wat was het? Bij 1 en 3 kwam er niemand extra binnen.</translation>
    </message>
    <message>
        <source>Deciding is done on the laptop of the desk or the admin.</source>
        <translation>Beslissen kan op de laptop van de balie of de beheerder.</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>Categories</source>
        <translation>Categorieën</translation>
    </message>
    <message>
        <source>hand-out</source>
        <translation>wat je geeft</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Kleur</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evenement</translation>
    </message>
    <message>
        <source>Still to do</source>
        <translation>Nog te doen</translation>
    </message>
    <message>
        <source>Name, day, place</source>
        <translation>Naam, dag, plaats</translation>
    </message>
    <message>
        <source>Entrances and help</source>
        <translation>Ingangen en hulp</translation>
    </message>
    <message>
        <source>Rules of the door</source>
        <translation>Regels aan de deur</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Zalen</translation>
    </message>
    <message>
        <source>Own sentences</source>
        <translation>Eigen zinnen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaar</translation>
    </message>
    <message>
        <source>Another entrance</source>
        <translation>Nog een ingang</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>Headline</source>
        <translation>Kop</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Wat te doen</translation>
    </message>
    <message>
        <source>Choose another PIN …</source>
        <translation>Kies een andere pincode …</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Medewerkers</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Exchange</source>
        <translation>Uitwisselen</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Kies een map …</translation>
    </message>
    <message>
        <source>The stick takes along what is known here, and brings the rest.</source>
        <translation>De stick neemt mee wat hier bekend is, en brengt de rest.</translation>
    </message>
    <message>
        <source>Put a stick in, or choose a folder that laptops share.</source>
        <translation>Steek een stick in, of kies een map die laptops delen.</translation>
    </message>
    <message>
        <source>Exchange again with &apos;{folder}&apos;</source>
        <translation>Opnieuw uitwisselen met &apos;{folder}&apos;</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Attendance file out</source>
        <translation>Aanwezigheidslijst eruit</translation>
    </message>
    <message>
        <source>The whole festival</source>
        <translation>Het hele festival</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Ruimte</translation>
    </message>
    <message>
        <source>For Excel</source>
        <translation>Voor Excel</translation>
    </message>
    <message>
        <source>For the funder</source>
        <translation>Voor de subsidie</translation>
    </message>
    <message>
        <source>For a mail of thanks</source>
        <translation>Voor een bedankmail</translation>
    </message>
    <message>
        <source>For your own research</source>
        <translation>Voor eigen onderzoek</translation>
    </message>
    <message>
        <source>Every scan</source>
        <translation>Alles per scan</translation>
    </message>
    <message>
        <source>Without names</source>
        <translation>Zonder namen</translation>
    </message>
    <message>
        <source>Also the e-mail addresses</source>
        <translation>Ook de e-mailadressen</translation>
    </message>
    <message>
        <source>Make the file …</source>
        <translation>Maak het bestand …</translation>
    </message>
    <message>
        <source>Write the file …</source>
        <translation>Schrijf het bestand …</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Toon de map</translation>
    </message>
    <message>
        <source>Choose a list …</source>
        <translation>Kies een lijst …</translation>
    </message>
    <message>
        <source>Leave this list (Esc)</source>
        <translation>Stoppen met deze lijst (Esc)</translation>
    </message>
    <message>
        <source>Let their tickets lapse</source>
        <translation>Laat hun ticket vervallen</translation>
    </message>
    <message>
        <source>Skip the rows with an error</source>
        <translation>Sla rijen met een fout over</translation>
    </message>
    <message>
        <source>Withdraw them, I am sure</source>
        <translation>Laat ze vervallen, ik weet het zeker</translation>
    </message>
    <message>
        <source>Category of the whole list</source>
        <translation>Categorie van de hele lijst</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Nieuwe categorie</translation>
    </message>
    <message>
        <source>As in the file</source>
        <translation>Zoals in het bestand</translation>
    </message>
    <message>
        <source>Another category …</source>
        <translation>Een andere categorie …</translation>
    </message>
    <message>
        <source>Import this list</source>
        <translation>Deze lijst inlezen</translation>
    </message>
    <message>
        <source>Rows that cannot be imported</source>
        <translation>Rijen die niet gelezen kunnen worden</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>Let op</translation>
    </message>
    <message>
        <source>Lists and files</source>
        <translation>Lijsten en bestanden</translation>
    </message>
    <message>
        <source>Guest lists</source>
        <translation>Gastenlijsten</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle bestanden</translation>
    </message>
    <message>
        <source>Save these rows …</source>
        <translation>Bewaar deze rijen …</translation>
    </message>
    <message>
        <source>Where is the folder made?</source>
        <translation>Waar komt de map?</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>First a question</source>
        <translation>Eerst een vraag</translation>
    </message>
    <message>
        <source>Answer the questions again</source>
        <translation>Beantwoord de vragen opnieuw</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Werkblad</translation>
    </message>
    <message>
        <source>Try a real ticket …</source>
        <translation>Probeer een ticket …</translation>
    </message>
    <message>
        <source>Fallback list on paper …</source>
        <translation>Noodlijst op papier …</translation>
    </message>
    <message>
        <source>Add or update a list …</source>
        <translation>Lijst toevoegen of bijwerken …</translation>
    </message>
    <message>
        <source>Make tickets …</source>
        <translation>Maak tickets …</translation>
    </message>
    <message>
        <source>Update …</source>
        <translation>Bijwerken …</translation>
    </message>
    <message>
        <source>Previous version …</source>
        <translation>Vorige versie …</translation>
    </message>
    <message>
        <source>How the first guests are read</source>
        <translation>Zo lezen we de eerste gasten</translation>
    </message>
    <message>
        <source>Whose list is this?</source>
        <translation>Van wie is deze lijst?</translation>
    </message>
    <message>
        <source>New categories: which group, and what do we give?</source>
        <translation>Nieuwe categorieën: bij welke groep horen ze, en wat geven we?</translation>
    </message>
    <message>
        <source>Count the others as other guests</source>
        <translation>Tel de andere bij overig</translation>
    </message>
    <message>
        <source>Choose a group</source>
        <translation>Kies een groep</translation>
    </message>
    <message>
        <source>For example: lanyard</source>
        <translation>Bijvoorbeeld: keycord</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groep</translation>
    </message>
    <message>
        <source>Hand-out</source>
        <translation>Wat geven we</translation>
    </message>
    <message>
        <source>On two lists</source>
        <translation>Op twee lijsten</translation>
    </message>
    <message>
        <source>Count once: the ticket with a code stays</source>
        <translation>Tel ze één keer: het ticket met een code blijft</translation>
    </message>
    <message>
        <source>Keep both: they count twice</source>
        <translation>Houd beide: ze tellen twee keer</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Stop (Esc)</translation>
    </message>
    <message>
        <source>Make tickets</source>
        <translation>Tickets maken</translation>
    </message>
    <message>
        <source>New tickets without a name</source>
        <translation>Nieuwe tickets zonder naam</translation>
    </message>
    <message>
        <source>New tickets to sell at the door</source>
        <translation>Nieuwe tickets om aan de deur te verkopen</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Hoeveel</translation>
    </message>
    <message>
        <source>Category (may be empty)</source>
        <translation>Categorie (mag leeg zijn)</translation>
    </message>
    <message>
        <source>What do you want to do with them?</source>
        <translation>Wat wil je ermee doen?</translation>
    </message>
    <message>
        <source>Mail them: a file for each ticket</source>
        <translation>Mailen: een bestand per ticket</translation>
    </message>
    <message>
        <source>Print them: one PDF, four to a sheet</source>
        <translation>Printen: één pdf, vier op een vel</translation>
    </message>
    <message>
        <source>Make the tickets …</source>
        <translation>Maak de tickets …</translation>
    </message>
    <message>
        <source>Code or ticket number</source>
        <translation>Code of ticketnummer</translation>
    </message>
    <message>
        <source>Fallback list on paper</source>
        <translation>Noodlijst op papier</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Afdrukken …</translation>
    </message>
    <message>
        <source>Make the PDF …</source>
        <translation>Maak de PDF …</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lijst</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versie</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Ingelezen</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>Laptops</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>this laptop</source>
        <translation>deze laptop</translation>
    </message>
    <message>
        <source>Ticket number or code</source>
        <translation>Ticketnummer of code</translation>
    </message>
    <message>
        <source>Ticket number</source>
        <translation>Ticketnummer</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Controleer</translation>
    </message>
</context>
<context>
    <name>HandingIn</name>
    <message>
        <source>Ticket from a file</source>
        <translation>Ticket uit een bestand</translation>
    </message>
    <message>
        <source>Pictures and PDF</source>
        <translation>Foto&apos;s en pdf</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle bestanden</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Map:</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Soort:</translation>
    </message>
</context>
<context>
    <name>HeadcountPage</name>
    <message>
        <source>Headcount</source>
        <translation>Aantallen</translation>
    </message>
    <message>
        <source>What makes it unsure</source>
        <translation>Wat het onzeker maakt</translation>
    </message>
    <message>
        <source>Arrivals now, per entrance</source>
        <translation>Drukte nu, per ingang</translation>
    </message>
    <message>
        <source>Came in of those expected, per category</source>
        <translation>Gekomen van verwacht, per categorie</translation>
    </message>
    <message>
        <source>Per entrance, over the day</source>
        <translation>Per ingang, de hele dag</translation>
    </message>
    <message>
        <source>Show on a large screen</source>
        <translation>Toon op een groot scherm</translation>
    </message>
    <message>
        <source>Report to sign …</source>
        <translation>Verslag om te tekenen …</translation>
    </message>
    <message>
        <source>A moment of the day …</source>
        <translation>Een moment van de dag …</translation>
    </message>
    <message>
        <source>Follow on a phone …</source>
        <translation>Volg op een telefoon …</translation>
    </message>
    <message>
        <source>Came with a ticket, per organisation</source>
        <translation>Per organisatie, gekomen met een ticket</translation>
    </message>
    <message>
        <source>Rooms, counted separately</source>
        <translation>Ruimtes, apart geteld</translation>
    </message>
    <message>
        <source>Who meets whom: came in</source>
        <translation>Wie ontmoet wie: binnengekomen</translation>
    </message>
    <message>
        <source>Who meets whom: inside now</source>
        <translation>Wie ontmoet wie: nu binnen</translation>
    </message>
    <message>
        <source>Refused in the last 15 minutes</source>
        <translation>Geweigerd in de laatste 15 minuten</translation>
    </message>
    <message>
        <source>Fetch the latest (F5)</source>
        <translation>Haal de stand op (F5)</translation>
    </message>
    <message>
        <source>Look at double entries (Shift+F3)</source>
        <translation>Bekijk wat twee keer gebruikt is (Shift+F3)</translation>
    </message>
    <message>
        <source>Let guests in again</source>
        <translation>Laat weer binnen</translation>
    </message>
    <message>
        <source>Stop letting in</source>
        <translation>Stop binnenlaten</translation>
    </message>
    <message>
        <source>Doors at the usual time</source>
        <translation>Deuren op de gewone tijd</translation>
    </message>
    <message>
        <source>Open all doors</source>
        <translation>Alle deuren open</translation>
    </message>
    <message>
        <source>Over the day</source>
        <translation>Door de dag heen</translation>
    </message>
    <message>
        <source>Who met whom: came in, over the day</source>
        <translation>Wie ontmoet wie: binnengekomen, door de dag heen</translation>
    </message>
    <message>
        <source>Who met whom: inside over the day</source>
        <translation>Wie ontmoet wie: binnen, door de dag heen</translation>
    </message>
    <message>
        <source>Arrivals per entrance, on one scale</source>
        <translation>Binnengekomen per ingang, op dezelfde schaal</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>OUT · leaving</source>
        <translation>UIT · naar buiten</translation>
    </message>
    <message>
        <source>IN · room</source>
        <translation>IN · ruimte</translation>
    </message>
    <message>
        <source>IN</source>
        <translation>IN</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>PROEF</translation>
    </message>
    <message>
        <source>Entrance {name}</source>
        <translation>Ingang {name}</translation>
    </message>
</context>
<context>
    <name>Invite</name>
    <message>
        <source>Invite a laptop</source>
        <translation>Nodig een laptop uit</translation>
    </message>
    <message>
        <source>Copy the line</source>
        <translation>Kopieer de regel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>The line is copied.</source>
        <translation>De regel is gekopieerd.</translation>
    </message>
</context>
<context>
    <name>Join</name>
    <message>
        <source>The admin&apos;s file</source>
        <translation>Bestand van de beheerder</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtzin</translation>
    </message>
    <message>
        <source>Or an invite</source>
        <translation>Of een uitnodiging</translation>
    </message>
    <message>
        <source>Paste the whole line</source>
        <translation>Plak de hele regel</translation>
    </message>
    <message>
        <source>Name of this laptop</source>
        <translation>Naam van deze laptop</translation>
    </message>
    <message>
        <source>Entrance</source>
        <translation>Ingang</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Laat de wachtzin zien</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Choose the file …</source>
        <translation>Kies het bestand …</translation>
    </message>
    <message>
        <source>Take part in an event</source>
        <translation>Meedoen met een evenement</translation>
    </message>
    <message>
        <source>Take part</source>
        <translation>Doe mee</translation>
    </message>
    <message>
        <source>Event files</source>
        <translation>Evenementbestanden</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle bestanden</translation>
    </message>
</context>
<context>
    <name>Keycap</name>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Aantallen</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Lijsten</translation>
    </message>
    <message>
        <source>Doubles</source>
        <translation>Dubbel</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>Laptops</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evenement</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scannen</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Laatste</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Leaving</source>
        <translation>Vertrek</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Organiser …</source>
        <translation>Organisator …</translation>
    </message>
    <message>
        <source>Organiser</source>
        <translation>Organisator</translation>
    </message>
</context>
<context>
    <name>LaptopTable</name>
    <message>
        <source>Laptop</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Gehoord</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Binnengelaten</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Lijsten</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Accu</translation>
    </message>
    <message>
        <source>Only there</source>
        <translation>Alleen daar</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Wat te doen</translation>
    </message>
    <message>
        <source>Broken? Put another one here</source>
        <translation>Kapot? Zet hier een andere neer</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>Zet klaar</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>let op</translation>
    </message>
    <message>
        <source>all well</source>
        <translation>in orde</translation>
    </message>
    <message>
        <source>handed in</source>
        <translation>ingeleverd</translation>
    </message>
    <message>
        <source>no longer counts</source>
        <translation>telt niet meer mee</translation>
    </message>
    <message>
        <source>not heard now</source>
        <translation>nu niet gehoord</translation>
    </message>
</context>
<context>
    <name>Laptops</name>
    <message>
        <source>Laptops and exchange</source>
        <translation>Laptops en uitwisselen</translation>
    </message>
    <message>
        <source>Exchange with a folder</source>
        <translation>Uitwisselen met een map</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>Laptops</translation>
    </message>
    <message>
        <source>Set up laptops</source>
        <translation>Zet laptops klaar</translation>
    </message>
    <message>
        <source>Get up to date</source>
        <translation>Haal de stand op</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>Lever in</translation>
    </message>
    <message>
        <source>Empty this laptop</source>
        <translation>Maak leeg</translation>
    </message>
    <message>
        <source>Back to the laptops</source>
        <translation>Terug naar de laptops</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
<context>
    <name>LostEventPage</name>
    <message>
        <source>Look again</source>
        <translation>Kijk opnieuw</translation>
    </message>
</context>
<context>
    <name>Network</name>
    <message>
        <source>Network</source>
        <translation>Netwerk</translation>
    </message>
    <message>
        <source>Stop connecting the other laptops</source>
        <translation>Stop met verbinden</translation>
    </message>
    <message>
        <source>Let this laptop connect the others</source>
        <translation>Laat deze laptop verbinden</translation>
    </message>
    <message>
        <source>Connect to another laptop …</source>
        <translation>Verbind met een andere laptop …</translation>
    </message>
    <message>
        <source>Invite a laptop …</source>
        <translation>Nodig een laptop uit …</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Sluit (Esc)</translation>
    </message>
</context>
<context>
    <name>Pack</name>
    <message>
        <source>Set up laptops</source>
        <translation>Laptops klaarzetten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Make the files …</source>
        <translation>Maak de bestanden …</translation>
    </message>
    <message>
        <source>laptops for doors and desk</source>
        <translation>laptops voor deuren en balie</translation>
    </message>
    <message>
        <source>admin: everything</source>
        <translation>beheerder: alles</translation>
    </message>
    <message>
        <source>recovery file: to keep yourself</source>
        <translation>herstelbestand: om zelf te bewaren</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Waarvoor</translation>
    </message>
    <message>
        <source>How many laptops</source>
        <translation>Hoeveel laptops</translation>
    </message>
    <message>
        <source>Laptops at the doors</source>
        <translation>Laptops bij de deuren</translation>
    </message>
    <message>
        <source>doors</source>
        <translation>deuren</translation>
    </message>
    <message>
        <source>Laptops at the desk</source>
        <translation>Laptops bij de balie</translation>
    </message>
    <message>
        <source>desk</source>
        <translation>balie</translation>
    </message>
    <message>
        <source>Spare laptops</source>
        <translation>Reservelaptops</translation>
    </message>
    <message>
        <source>spare</source>
        <translation>reserve</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>To scanning (Esc)</source>
        <translation>Naar scannen (Esc)</translation>
    </message>
</context>
<context>
    <name>PhoneLink</name>
    <message>
        <source>The headcount on a phone</source>
        <translation>De stand op een telefoon</translation>
    </message>
    <message>
        <source>QR code of the link</source>
        <translation>QR-code van de link</translation>
    </message>
    <message>
        <source>Withdraw the link</source>
        <translation>Trek de link in</translation>
    </message>
    <message>
        <source>Make a new link</source>
        <translation>Maak een nieuwe link</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>IN · guests come in</source>
        <translation>IN · gasten komen binnen</translation>
    </message>
    <message>
        <source>OUT · guests leave</source>
        <translation>UIT · gasten gaan weg</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1-bestand</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Zoeken in:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Bestanden van &amp;type:</translation>
    </message>
</context>
<context>
    <name>Replace</name>
    <message>
        <source>Replace a broken laptop …</source>
        <translation>Vervang een kapotte laptop …</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>What the camera sees</source>
        <translation>Wat de camera ziet</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>One moment …</source>
        <translation>Een ogenblik …</translation>
    </message>
</context>
<context>
    <name>Stick</name>
    <message>
        <source>Stick: exchange (F5)</source>
        <translation>Stick: wissel uit (F5)</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nu niet</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Undo (F8)</source>
        <translation>Ongedaan maken (F8)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Let in after all (F7)</source>
        <translation>Toch binnenlaten (F7)</translation>
    </message>
    <message>
        <source>Other number</source>
        <translation>Ander aantal</translation>
    </message>
    <message>
        <source>+1 without a ticket</source>
        <translation>+1 zonder ticket</translation>
    </message>
    <message>
        <source>One more without a ticket</source>
        <translation>Eén gast erbij zonder ticket</translation>
    </message>
    <message>
        <source>{n:1 person|{n} people}</source>
        <translation>{n:1 persoon|{n} personen}</translation>
    </message>
</context>
<context>
    <name>TotalsSheet</name>
    <message>
        <source>came with a ticket</source>
        <translation>kwam met ticket</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>verwacht</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>komt nog</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Check-in</source>
        <translation>Inchecken</translation>
    </message>
    <message>
        <source>Stop checking in on this laptop?</source>
        <translation>Stoppen met inchecken op deze laptop?</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Doorgaan</translation>
    </message>
    <message>
        <source>Nederlands</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Volledig scherm</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Which event is it?</source>
        <translation>Welk evenement is het?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Doors open at</source>
        <translation>Deuren open om</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaats</translation>
    </message>
    <message>
        <source>People at most</source>
        <translation>Hoogste aantal</translation>
    </message>
    <message>
        <source>If it is full</source>
        <translation>Als het vol is</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>geen grens</translation>
    </message>
    <message>
        <source>guests wait, the organiser decides</source>
        <translation>gast wacht, organisator beslist</translation>
    </message>
    <message>
        <source>let in, and warn the organiser</source>
        <translation>binnenlaten, organisator ziet het</translation>
    </message>
    <message>
        <source>Take part with the admin&apos;s file</source>
        <translation>Meedoen met het bestand van de beheerder</translation>
    </message>
    <message>
        <source>Where do guests come in, and who helps them?</source>
        <translation>Waar komen gasten binnen, en wie helpt?</translation>
    </message>
    <message>
        <source>Entrances</source>
        <translation>Ingangen</translation>
    </message>
    <message>
        <source>Where is the desk?</source>
        <translation>Waar is de balie?</translation>
    </message>
    <message>
        <source>Phone for volunteers</source>
        <translation>Telefoon voor vrijwilligers</translation>
    </message>
    <message>
        <source>Name, then Enter</source>
        <translation>Naam, dan Enter</translation>
    </message>
    <message>
        <source>Main entrance</source>
        <translation>Hoofdingang</translation>
    </message>
    <message>
        <source>For example: Summer festival</source>
        <translation>Bijvoorbeeld: Zomerfestival</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Stap {step} van {steps}</translation>
    </message>
    <message>
        <source>Make the event</source>
        <translation>Maak het evenement</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Doorgaan</translation>
    </message>
    <message>
        <source>To the door</source>
        <translation>Naar de deur</translation>
    </message>
    <message>
        <source>A PIN, and a file to fall back on</source>
        <translation>Een pincode, en een bestand voor nood</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Pincode</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>Nog een keer</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>Andere woorden</translation>
    </message>
    <message>
        <source>Choose where the recovery file goes …</source>
        <translation>Kies waar het herstelbestand komt …</translation>
    </message>
    <message>
        <source>Do you have guest lists?</source>
        <translation>Heb je gastenlijsten?</translation>
    </message>
    <message>
        <source>Choose another list …</source>
        <translation>Kies nog een lijst …</translation>
    </message>
    <message>
        <source>Choose a list …</source>
        <translation>Kies een lijst …</translation>
    </message>
    <message>
        <source>Who may come in again, or after all?</source>
        <translation>Wie mag opnieuw naar binnen, of toch nog?</translation>
    </message>
    <message>
        <source>The event is made</source>
        <translation>Het evenement is gemaakt</translation>
    </message>
    <message>
        <source>Almost there</source>
        <translation>Bijna klaar</translation>
    </message>
    <message>
        <source>Welcome. What is this laptop for?</source>
        <translation>Welkom. Waarvoor is deze laptop?</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>Nieuw evenement</translation>
    </message>
    <message>
        <source>This laptop takes part</source>
        <translation>Deze laptop doet mee</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>Rondkijken</translation>
    </message>
</context>
</TS>
