//! The words for the states of work, folded (see [`crate::fold::fold`]): Albanian, English, Spanish,
//! French, Italian, and Serbian, Croatian, Bosnian and Macedonian in both scripts.

use super::Says;

/// Phrases of several words, separated by bars.
pub(super) const PHRASES: [(Says, &str); 8] = [
    (
        Says::Not,
        "s ka|s eshte|to be|yet to|per t u|por realizar|por completar|por ejecutar|a realiser|a completer",
    ),
    (
        Says::OnTime,
        "on track|on schedule|ahead of schedule|on time|ne afat|sipas planit|sipas afatit|al dia|en plazo",
    ),
    (Says::Late, "behind schedule|past due"),
    (
        Says::UnderWay,
        "on going|under way|e siper|ne pune|ne rruge|en marcha|u toku|во тек",
    ),
    (Says::Stuck, "on hold|en pause"),
    (
        Says::Waiting,
        "to do|to be|yet to|per t u|por realizar|por completar|por ejecutar|a realiser|a completer|ne pritje|por iniciar|por hacer|a faire|da fare",
    ),
    (Says::Withdrawn, "called off|given up|hequr dore"),
    (Says::Will, "do te|pritet te"),
];

/// The words of one meaning, by their beginnings. The first entry that fits counts.
pub(super) const STEMS: [(&[Says], &str); 14] = [
    // Negations that are part of the word.
    (
        &[Says::Not, Says::Finished],
        "incomplet unfinish paperfundu pambaru inconclu inacheve incompiut nedovrsen nezavrsen незавршен",
    ),
    (
        &[Says::Not, Says::Done],
        "unrealis unimplement undone parealizu pakryer pazbatu нереализиран nerealizovan",
    ),
    (&[Says::Not, Says::Started], "unstart pafillu nezapoc незапоч"),
    (
        &[Says::Withdrawn],
        "anul terheq terhiq terhoq braktis cancel withdr dropp abandon discontin abort retirad annul retire \
         ritirat otkaz ponist povuc откаж поништ повуч повлеч",
    ),
    (
        &[Says::Stuck],
        "pezull bllok ngec ngri nderprer stuck block suspen paus halt stall parad paralizad detenid bloque bloqu \
         sospes bloccat fermo ferma obustav blokir zaustav обустав блокир запрен прекин заустав",
    ),
    // Nouns of what is going on: "në përfundim e sipër".
    (&[Says::UnderWay], "perfundim realizim zbatim kryerje finalizim"),
    (
        &[Says::Finished],
        "perfund mbaru mbaroi mbyll complet finish closed finaliz finalis terminad conclu cerrad termine \
         terminat acheve zavrs dovrsen okoncan завршен завърш окончан довршен",
    ),
    (
        &[Says::Done],
        "realizua realizoi realizu kryer kryem kryhe zbatua zbatoi plotesu arritu permbush implemented achiev \
         deliver accompl fulfil realised realized cumplid realizad ejecutad implementad realise effectu \
         realizzat attuat realizov realizir sproveden ispunjen gotov izvrsen реализир реализов спровед исполнет \
         испуњен готов извршен",
    ),
    (
        &[Says::Late],
        "vones vonua vonuar prapambet shtyr delay overdue behind reschedul postpon retras atras demora aplazad \
         reprogram retard ritard rinviat kasni kasnj odlozen доцн касн задоцн одложен",
    ),
    (
        &[Says::Started],
        "fillu filloi fillo nisur nise nisi start begun began begin initiat launch iniciad iniciar comenzad \
         empezad commenc demarr entame avviat iniziat cominciat zapocet zapoce pocet pocel почн започ почет",
    ),
    (
        &[Says::UnderWay],
        "progres proces vazhd vijim ecuri siper aktiv ongoing underway working activ curso ejecucion desarrollo \
         avance cours corso tijek toku radi processo andamento напред напредок току",
    ),
    (
        &[Says::Waiting],
        "pending plan scheduled upcoming todo future wait parashik pendiente previst prevu attente attesa cekanj \
         план предвид чекањ",
    ),
    (
        &[Says::Partly],
        "pjeser partial partly parcial partiel parzial delimicn djelomicn делумн делимичн pothuaj thuajse almost \
         nearly mostly largely limited substantial casi presque quasi skoro скоро kryesisht gjysm",
    ),
    (&[Says::Will], "pritet expected shall"),
];

/// Short words, compared as a whole.
pub(super) const WHOLE: [(Says, &str); 5] = [
    (
        Says::Not,
        "nuk ska seshte pa jo asnje not no never non sin sans pas nije nisu не није",
    ),
    (Says::Done, "krye done"),
    (Says::Late, "late"),
    (Says::UnderWay, "тек"),
    (Says::Will, "ќе ће will shall"),
];
