import { type ImportField, MANY_COLUMNS, type Mapping } from "./schema";

// As the exports of Salesforce, HubSpot, Pipedrive, Zoho, Dynamics, Close, Apollo, Outlook, Google and LinkedIn name them, in English
// and German, without spaces and signs. Of several columns that could be one field, the name that stands further ahead wins.
const names: Partial<Record<ImportField, string>> = {
  email: `email emailaddress emailid emailwork workemail businessemail companyemail primaryemail personalemail homeemail secondaryemail
    contactemail personemail personemailwork personemailhome personemailother leademail email1 email2 email3 emailaddress2 emailaddress3
    email1address email2address email3address email1value email2value email3value emailhome emailother mail mailaddress emailadresse mailadresse`,
  first_name: `firstname givenname forename vorname fname first personfirstname contactfirstname leadfirstname prenom nombre`,
  last_name: `lastname familyname surname nachname lname last personlastname contactlastname leadlastname familienname nom apellido`,
  full_name: `fullname name contactname leadname personname displayname fileas clientname vollername contact prospectname`,
  phone: `phone phonenumber telephone tel telefon telefonnummer businessphone workphone officephone directphone workdirectphone mobile
    mobilephone mobilephonenumber mobilenumber cell cellphone handy mobil mobiltelefon homephone otherphone personphone personphonework
    personphonemobile personphonehome corporatephone phone1 phone2 phone1value phone2value phone3value businessphone2 primaryphone phonework
    phonemobile phonehome contactphone leadphone companymainphone directdial telefongeschaftlich`,
  linkedin: `linkedin linkedinurl linkedinprofile linkedinprofileurl personlinkedinurl personlinkedin contactlinkedin linkedinlink
    contactlinkedinprofileurl leadlinkedin linkedinbio profileurl`,
  title: `title jobtitle position role designation jobrole personjobtitle organization1title organizationtitle persontitle funktion
    berufsbezeichnung stelle titel contacttitle`,
  company: `company companyname account accountname companyaccount organization organisation organizationname organisationname employer
    firma unternehmen firmenname organization1name companyorganization associatedcompany currentcompany business businessname organizationcompany leadcompany
    associatedcompanyprimary`,
  company_domain: `companydomain companydomainname website websiteurl companywebsite domain webpage url web homepage webseite website1value
    companyurl accountdomain emaildomain organizationwebsite`,
  owner: `owner leadowner contactowner owneremail assignedto recordowner accountowner salesrep rep leadowneremail owneralias ownername
    hubspotowner zustandig inhaber personowner salesowner`,
  source: `leadsource source originalsource originalsourcetype contactsource trafficsource leadorigin herkunft quelle sourcename firsttouchsource`,
  tags: `tags tag labels label groupmembership categories category personlabels personlabel leadlabels leadlabel groups schlagworter kategorien lists`,
  timezone: "timezone tz zeitzone timezonename",
  score: "leadscore score hubspotscore rating100",
  external_id: `externalid leadnumber leadid contactid recordid personid prospectid id recordidcontact crmid customerid hubspotid
    salesforceid leadidentifier 18characterid uuid`,
  estimated_value: `amount dealvalue dealamount opportunityamount opportunityvalue leadvalue estimatedvalue estvalue estimatedamount
    estimateddealvalue potentialvalue contractvalue totalcontractvalue estimatedrevenue estrevenue expectedrevenue amountincompanycurrency
    dealamountincompanycurrency value betrag dealwert auftragswert geschatzterwert geschatzterumsatz erwarteterumsatz montant importe`,
  currency: `currency currencycode currencyisocode dealcurrency leadcurrency opportunitycurrency amountcurrency transactioncurrency
    valuecurrency currencyofdeal wahrung wahrungscode devise moneda`,
  expected_close_date: `expectedclosedate closedate expectedclose dealclosedate opportunityclosedate estimatedclosedate estclosedate
    estimatedclose expectedclosingdate closingdate targetclosedate forecastclosedate anticipatedclosedate voraussichtlicherabschluss
    abschlussdatum geschatztesabschlussdatum erwartetesabschlussdatum`,
  probability: `probability dealprobability winprobability opportunityprobability probabilityofclosing probabilitytoclose closingprobability
    probabilitypercent wahrscheinlichkeit abschlusswahrscheinlichkeit`,
  do_not_email: `donotemail emailoptout optedoutofemail hasoptedoutofemail unsubscribed unsubscribedfromallemail emailoptedout optoutofemail
    donotbulkemail donotallowemails emailunsubscribed keineemails optedoutemailall emailmarketingoptout`,
  do_not_call: "donotcall donotallowphonecalls phoneoptout calloptout donotphone nichtanrufen dncphone",
  do_not_contact: "donotcontact dnc optout optedout donotcontactlead nichtkontaktieren blacklisted globalunsubscribe",
  last_contacted_at: `lastcontacted lastcontactedat lastcontactdate lastcontact datelastcontacted lastcontacteddate lastoutreach
    zuletztkontaktiert lastcommunicationdate activitydate occurredat sentat sentdate calldate touchedat`,
  last_contact_method:
    "lastcontactmethod lastcontacttype lastcontactchannel contactmethod activitytype touchtype channel",
  touch_direction: "direction activitydirection emaildirection calldirection richtung",
  touch_subject: "subject emailsubject activitysubject callsubject betreff",
  touch_text: "body emailbody messagebody activitynotes activitydescription callnotes callbody",
  touch_by: "activityowner activityassignedto loggedby sentby performedby",
  utm_source: "utmsource",
  utm_medium: "utmmedium",
  utm_campaign: "utmcampaign",
  utm_term: "utmterm utmkeyword",
  utm_content: "utmcontent",
  landing_page: "landingpage landingpageurl firstpageseen entrypage",
  referrer: "referrer referrerurl referer firstreferringsite httpreferrer",
};

const known = new Map(
  Object.entries(names).flatMap(([field, list]) =>
    list.split(/\s+/).map((name, rank) => [name, { field: field as ImportField, rank }] as const),
  ),
);

/** What each column is, by its name and, where that says nothing, by its values. Everything else is kept as metadata. */
export function proposeMapping(header: readonly string[], sample: readonly (readonly string[])[]): Mapping {
  const named = header.map((name, nth) => {
    const values = sample.map((cells) => (cells[nth] ?? "").trim()).filter((value) => value !== "");
    const one = known.get(bare(name));
    return one && looksLike(one.field, values) ? one : byValues(values);
  });
  // What was said in a touch is nothing without its day.
  const dated = named.some((one) => one?.field === "last_contacted_at");
  const found = named.map((one) => (one?.field.startsWith("touch_") && !dated ? undefined : one));
  return Object.fromEntries(
    header.map((name, nth) => {
      const mine = found[nth];
      if (!mine) return [name, "metadata"];
      const rival = MANY_COLUMNS.includes(mine.field)
        ? undefined
        : found.find(
            (one, other) => one?.field === mine.field && other !== nth && isBefore(one.rank, other, mine.rank, nth),
          );
      return [name, rival ? "metadata" : mine.field];
    }),
  );
}

const isBefore = (rank: number, nth: number, than: number, place: number) =>
  rank < than || (rank === than && nth < place);

/** A name as the table above writes it: letters and digits in lower case, without accents. */
export const bare = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]/gu, "");

// "Value", "Currency" and the like are also words for something else: what stands below them has to be it more often than not.
const shapes: Partial<Record<ImportField, RegExp>> = {
  estimated_value: /^[^\d\s]{0,4}\s*\d[\d.,\s'’]*\s*[^\d\s]{0,4}$/,
  currency: /^([a-z]{3}|[^\d\s]{1,3})$/i,
  expected_close_date: /\d/,
  probability: /^\d/,
};

function looksLike(field: ImportField, values: string[]): boolean {
  const shape = shapes[field];
  return !shape || values.length === 0 || values.filter((value) => shape.test(value)).length * 2 >= values.length;
}

function byValues(filled: string[]): { field: ImportField; rank: number } | undefined {
  const most = (pattern: RegExp) =>
    filled.length > 0 && filled.filter((value) => pattern.test(value)).length >= filled.length * 0.8;
  if (most(/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i)) return { field: "email", rank: 999 };
  return most(/linkedin\.com\/in\//i) ? { field: "linkedin", rank: 999 } : undefined;
}

const looksEmpty =
  /^(select|choose|please select|bitte w.hlen|n\/?a|#n\/a|none|null|nil|unknown|undefined|-+|\?+|\.)$/i;

/** Values that stand in two columns or more and look as if they meant nothing, as they are written. */
export function proposeEmpty(header: readonly string[], sample: readonly (readonly string[])[]): string[] {
  const columns = new Map<string, Set<number>>();
  for (const cells of sample) {
    for (const nth of header.keys()) {
      const value = (cells[nth] ?? "").trim();
      if (value === "" || !looksEmpty.test(value)) continue;
      columns.set(value, (columns.get(value) ?? new Set()).add(nth));
    }
  }
  return [...columns].filter(([, where]) => where.size > 1).map(([value]) => value);
}
