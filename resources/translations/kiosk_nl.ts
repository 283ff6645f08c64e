<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
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
</TS>
