### The municipality's other plans, and past rounds of participatory budgeting.

## On public pages

strategy-title = Planet e tjera të bashkisë
strategy-lede = Plane, strategji dhe rregullore të { $city } krahas planit të veprimit, dhe çfarë kanë të përbashkët me të.
strategy-none = Ende nuk është shënuar asnjë plan tjetër
strategy-none-text = Planet dalin këtu sapo t’i shënojë bashkia.
strategy-since = që nga { $year }
strategy-until = deri më { $year }
strategy-years = Vitet
strategy-source = Burimi: { $source }
strategy-documents = Dokumentet
strategy-documents-none = Nuk është shënuar asnjë dokument.
strategy-commitments = Angazhimet e përbashkëta
strategy-commitments-none = Ende nuk lidhet me asnjë angazhim.
strategy-rounds = Raundet e buxhetimit me pjesëmarrje
strategy-rounds-none = Nuk është shënuar asnjë raund.
strategy-part-of = Pjesë e:
strategy-kind-plan = Plan sektorial
strategy-kind-strategy = Strategji
strategy-kind-regulation = Rregullore
strategy-kind-participatory-budgeting = Buxhetim me pjesëmarrje

## In the workspace

strategy-nav = Plane të tjera
strategy-new = Shtoni një plan
strategy-edit = Ndryshoni planin
strategy-field-title = Titulli
strategy-field-kind = Lloji
strategy-choose-kind = Zgjidhni llojin
strategy-field-first = Viti i parë
strategy-field-last = Viti i fundit
strategy-hint-last = Lëreni bosh ndërsa plani vazhdon
strategy-field-summary = Për çfarë është
strategy-field-source = Nga u mor kjo
strategy-hint-documents = Një për rresht: titulli, pastaj adresa
strategy-field-areas = Fushat e politikave
strategy-field-targets = Synimet e OZHQ-ve
strategy-hint-targets = Për shembull 11.6, 16.7
round-new = Shtoni një raund
round-edit = Ndryshoni raundin
round-field-year = Viti
round-field-amount = Shuma
round-hint-amount = Për sa vendosën banorët, në njësi të plota
round-field-currency = Monedha
round-hint-currency = Tri shkronja, për shembull ALL
round-field-source = Burimi
round-hint-source = Vendimi, raporti ose faqja që e thotë
round-field-note = Shënim
