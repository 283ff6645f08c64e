<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Desk</name>
    <message>
        <source>Guest without a ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else comes on this ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the name (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count people without a scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Went in (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Went out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The headcount goes on from this number, staff included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel this ticket? It is refused then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new code? The old one is refused then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check in {n} (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the paper list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look the guest up by ticket number or name, then type the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused in the last 15 minutes</source>
        <translation type="unfinished">Geweigerd in de laatste 15 minuten</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>this door</source>
        <translation>deze deur</translation>
    </message>
    <message>
        <source>Ticket number or code</source>
        <translation>Ticketnummer of code</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Controleer</translation>
    </message>
    <message>
        <source>Nederlands</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Show everything in Dutch (F9)</source>
        <translation>Toon alles in het Engels (F9)</translation>
    </message>
</context>
<context>
    <name>HeadcountPage</name>
    <message>
        <source>Headcount</source>
        <translation>Aantal binnen</translation>
    </message>
    <message>
        <source>What makes it unsure</source>
        <translation>Wat het onzeker maakt</translation>
    </message>
    <message>
        <source>Coming in now, per entrance</source>
        <translation>Komt nu binnen, per ingang</translation>
    </message>
    <message>
        <source>Who meets whom: inside now</source>
        <translation>Wie ontmoet wie: nu binnen</translation>
    </message>
    <message>
        <source>Refused in the last 15 minutes</source>
        <translation>Geweigerd in de laatste 15 minuten</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>OUT · leaving</source>
        <translation>UIT · naar buiten</translation>
    </message>
    <message>
        <source>IN</source>
        <translation>IN</translation>
    </message>
    <message>
        <source>Entrance {name}</source>
        <translation>Ingang {name}</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Back to scanning (Esc)</source>
        <translation>Terug naar scannen (Esc)</translation>
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
    <name>TotalsSheet</name>
    <message>
        <source>arrived</source>
        <translation>binnengekomen</translation>
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
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Name of the event</source>
        <translation>Naam van het evenement</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Entrances, with ; between them</source>
        <translation>Ingangen, met ; ertussen</translation>
    </message>
    <message>
        <source>Name of this laptop</source>
        <translation>Naam van deze laptop</translation>
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
        <source>Do you have a guest list?</source>
        <translation>Heb je een gastenlijst?</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Kies het bestand</translation>
    </message>
    <message>
        <source>Start without a list</source>
        <translation>Begin zonder lijst</translation>
    </message>
    <message>
        <source>Welcome. Which event is it?</source>
        <translation>Welkom. Welk evenement is het?</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished">Doorgaan</translation>
    </message>
    <message>
        <source>Look around in a demo</source>
        <translation>Kijk rond in een demo</translation>
    </message>
    <message>
        <source>A file from the ticket shop, or a spreadsheet: CSV, Excel or JSON.</source>
        <translation>Een bestand van de ticketwinkel of een rekenblad: CSV, Excel of JSON.</translation>
    </message>
    <message>
        <source>The list is in.</source>
        <translation>De lijst staat erin.</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Kies nog een bestand</translation>
    </message>
    <message>
        <source>To the door</source>
        <translation>Naar de deur</translation>
    </message>
</context>
</TS>
