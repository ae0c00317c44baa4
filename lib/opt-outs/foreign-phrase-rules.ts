import type { Phrase } from "./phrase-rules";

const list = (language: string, ...patterns: string[]): Phrase[] =>
  patterns.map((source) => ({
    language,
    channel: null,
    pattern: new RegExp(`(?<![a-z])(?:${source})(?![a-z])`),
  }));
const whole = (language: string, ...words: string[]): Phrase[] =>
  words.map((word) => ({ language, channel: null, whole: "message", pattern: new RegExp(`^(?:${word})$`) }));

/** The same in other languages, without accents. Native speakers add lines. */
export const foreignPhrases: readonly Phrase[] = [
  ...list(
    "de",
    "(?:bitte )?(?:nicht|nie) (?:mehr|wieder|weiter) (?:an|bei uns |bei mir )?(?:kontaktieren|anschreiben|anrufen|schreiben|mailen|melden|belastigen)",
    "(?:kontaktieren|schreiben|rufen|belastigen) sie (?:mich|uns|mir) (?:bitte )?(?:nicht|nie) (?:mehr|wieder|weiter)",
    "keine (?:weiteren?|e-?mails?|mails?|anrufe|nachrichten|werbung|kontaktaufnahme|sms)(?: (?:e-?mails?|mails?|anrufe|nachrichten|werbung|kontaktaufnahmen?|kontakte|sms))? ?(?:mehr|bitte|erwunscht)?$",
    "(?:tragen|nehmen|streichen|loschen|entfernen) sie (?:mich|uns|meine|unsere)(?: [a-z-]+){0,4} (?:aus|von|daten|adresse|nummer|mailadresse|verteiler)",
    "(?:aus|von) (?:ihrem|ihrer|dem|eurem|der|diesem) (?:verteiler|liste|mailingliste|datenbank)(?: [a-z]+){0,2} (?:nehmen|streichen|loschen|entfernen|austragen)",
    "(?:mochte|will|wollen|mochten) (?:mich |uns )?(?:(?:bitte|hiermit) )?(?:abmelden|austragen|keine(?: [a-z-]+){0,2} (?:mehr|erhalten|bekommen))",
    "lass(?:en sie|t)? (?:mich|uns) in ruhe",
    "(?:widerspreche|widerrufe) ich|ich (?:widerspreche|widerrufe)|widerruf meiner einwilligung",
    "(?:loschen|entfernen) sie (?:bitte )?(?:meine|unsere|alle) (?:personlichen )?(?:daten|adresse|nummer|kontaktdaten)",
  ),
  ...whole("de", "(?:bitte )?(?:abmelden|abbestellen|austragen|stopp|stoppen|loschen|aufhoren)(?: bitte)?"),
  ...list(
    "fr",
    "ne (?:me|nous) (?:contactez|contacter|appelez|ecrivez|envoyez|derangez|sollicitez|relancez) (?:plus|pas|jamais)",
    "(?:desabonn|desinscri)(?:ez|er|re|vez|s|ption|ement)[ -]?(?:moi|nous|moi svp)",
    "(?:me|nous) (?:desabonner|desinscrire)",
    "(?:retirez|supprimez|enlevez|otez|effacez)[ -](?:moi|nous|mon|mes|notre|nos)(?: [a-z'-]+){0,4} (?:liste|base|fichier|mailing|adresse|numero|donnees|coordonnees)",
    "(?:arretez|cessez) de (?:m'|nous |me )(?:ecrire|appeler|envoyer|contacter|harceler|solliciter|relancer)",
    "(?:arretez|cessez) (?:les|vos|ces|tout|toute) (?:mails?|e-?mails?|messages|appels|envois|contact)",
    "(?:ne )?(?:souhaite|veux|souhaitons|desire|voulons) (?:plus|pas) (?:recevoir|etre contacte|etre appele|de (?:vos )?(?:mails?|messages|appels))",
    "laissez[ -](?:moi|nous) (?:tranquille|en paix)",
    "plus (?:de|aucun) (?:mails?|e-?mails?|messages|appels|contact)(?: svp| merci| s'il vous plait)?$",
  ),
  ...whole(
    "fr",
    "(?:arret|arretez|desabonner|desabonnement|desinscription|desinscrire|resilier)(?: svp| merci| s'il vous plait)?",
  ),
  ...list(
    "es",
    "no me (?:contacten?|llamen?|escriban?|envien?|manden?|molesten?|contacteis|llameis) (?:mas|nunca|otra vez|de nuevo)",
    "(?:dar|den|dame|darme|denme|deme|quiero darme|solicito)(?:me)? (?:de|la) baja",
    "(?:elimin|quit|borr|saqu|sac|suprim)(?:eme|enme|ame|arme|en|e)(?: [a-z]+){0,4} (?:lista|base|datos|contactos|correo|numero)",
    "no (?:deseo|quiero|queremos|deseamos) (?:recibir|que me|que nos|mas (?:correos|mensajes|llamadas|emails))",
    "(?:dejen?|paren?) de (?:enviar|llamar|escribir|contactar|mandar|molestar)(?:me|nos)?",
    "(?:dejen|deje|dejad)me en paz",
    "no mas (?:correos|mensajes|llamadas|emails)",
  ),
  ...whole("es", "(?:alto|baja|parar|pare|cancelar|cancelar suscripcion|desuscribir|basta)(?: por favor)?"),
  ...list(
    "nl",
    "(?:haal|verwijder|schrap) (?:mij|me|ons|mijn|onze)(?: [a-z-]+){0,4} (?:van|uit|lijst|bestand|gegevens|adres|nummer|systeem)",
    "(?:schrijf|meld) (?:mij|me|ons) (?:alstublieft |aub |svp )?(?:uit|af)",
    "(?:wil|willen|wens) (?:me |mij |ons )?(?:graag )?(?:uitschrijven|afmelden|geen (?:[a-z-]+ )?(?:mails?|e-?mails?|berichten|contact)|niet (?:meer|langer))",
    "(?:niet|nooit) (?:meer|langer|weer) (?:te )?(?:mailen|e-?mailen|bellen|contacteren|benaderen|schrijven|contact opnemen|lastigvallen)",
    "(?:neem|zoek) (?:geen|niet meer|nooit meer) contact",
    "stop met (?:mailen|e-?mailen|bellen|sturen|berichten|schrijven|spammen|het sturen)",
    "geen (?:e-?mails?|mails?|berichten|telefoontjes|contact|reclame) meer",
    "laat (?:mij|me|ons) met rust",
  ),
  ...whole("nl", "(?:uitschrijven|afmelden|opzeggen|stoppen)(?: aub| alstublieft| svp)?"),
  ...list(
    "it",
    "(?:cancellate|cancella|rimuovete|rimuovi|togliete|togli|eliminate|disiscrivete|disiscrivi)(?:mi|ci)",
    "(?:cancellar|rimuover|disiscriver|tolgier|eliminar)(?:mi|ci)(?: [a-z]+){0,4} (?:lista|elenco|database|mailing|archivio|newsletter)",
    "non (?:mi |ci )?(?:contattate|contatti|chiamate|chiami|scrivete|scriva|inviate|mandate|disturbate)(?:mi|ci)? (?:piu|mai piu)",
    "non (?:desidero|voglio|desideriamo|vogliamo) (?:piu )?(?:ricevere|essere contattat[oaie]|essere chiamat[oaie])",
    "smett(?:ete|ila|etela|a) di (?:scriver|chiamar|contattar|inviar|mandar)(?:mi|ci|e)",
    "lasciate(?:mi|ci) in pace",
    "(?:basta|non piu) (?:e-?mail|messaggi|chiamate)",
  ),
  ...whole("it", "(?:basta|annulla|disiscrivimi|cancellami|disiscrizione)(?: per favore| grazie)?"),
  ...list(
    "pt",
    "nao (?:me |nos )?(?:contacte|contate|contactem|ligue|liguem|escreva|escrevam|envie|enviem|mande|mandem|incomode)(?:-me| para mim)?(?: [a-z]+){0,2} mais",
    "(?:remova|removam|remover|retirem?|retirar|exclua|excluam|excluir|tirem|apaguem?|descadastrem?)[ -]?(?:me|nos|o meu|meu|os meus|meus)",
    "nao (?:quero|desejo|queremos|pretendo) (?:mais )?(?:receber|ser contact?ad[oa])",
    "par(?:e|em|a) de (?:me |nos )?(?:enviar|ligar|mandar|escrever|contactar|contatar)",
    "(?:cancelar|cancele|cancelem) (?:a |o )?(?:minha |meu )?(?:inscricao|subscricao|assinatura|cadastro)",
    "(?:me deixem?|deixem?-me) em paz",
  ),
  ...whole("pt", "(?:sair|parar|pare|descadastrar|remover|cancelar)(?: por favor)?"),
  ...list(
    "sv",
    "(?:ta bort|avregistrera|stryk) (?:mig|oss|min|mina)",
    "(?:sluta|upphor) (?:att )?(?:maila|mejla|ringa|skicka|kontakta|skriva)",
    "(?:kontakta|ring|maila|mejla) (?:mig|oss) (?:inte|aldrig)(?: mer| igen)?",
    "inga fler (?:mejl|mail|samtal|meddelanden)",
  ),
  ...whole("sv", "(?:avregistrera|avprenumerera|avsluta|stoppa)(?: tack)?"),
  ...list(
    "da",
    "(?:fjern|slet|afmeld|meld) (?:mig|os|meg|oss|min|mine)",
    "(?:stop|slutt) (?:med )?(?:at|a) (?:sende|ringe|skrive|kontakte|maile)",
    "(?:ikke|aldri|aldrig) (?:kontakt|ring|skriv|send)[a-z]*(?: til)? (?:mig|os|meg|oss)",
    "(?:kontakt|ring) (?:mig|meg|os|oss) (?:ikke|aldri|aldrig)",
  ),
  ...list(
    "pl",
    "(?:prosze )?(?:o )?(?:wypisac|usunac|wykreslic|wypisanie|usuniecie|wypiszcie|usuncie) (?:mnie|nas|moich|moj|moje)",
    "(?:prosze )?nie (?:kontaktowac|dzwonic|pisac|wysylac|kontaktujcie|dzwoncie|piszcie)(?: sie)?(?: [a-z]+){0,2} (?:wiecej|juz|do mnie|do nas|ze mna)",
    "(?:rezygnuje|wypisuje sie) z",
  ),
];
