/** Given and family names that belong together, so that nobody is called by two halves of the world. */
const families: [string, string][] = [
  [
    "Hannah Emily Grace Noah Oliver Charlotte Ruth Simon Eleanor Jack Megan Duncan",
    "Whitfield Ashby Stroud Hargreaves Pemberton Lockwood Fairbanks Prescott Thornton Bexley Marlowe Kirkwood",
  ],
  [
    "Sofía Mateo Lucía Diego Valentina Javier Camila Andrés Rosa Esteban Paloma Ramón",
    "Delgado Herrera Morales Castaño Villanueva Ibáñez Quintero Salazar Peña Fuentes Arroyo Cárdenas",
  ],
  [
    "Camille Étienne Léa Baptiste Manon Théo Élodie Julien Margaux Rémi",
    "Ferrand Lemaire Delacroix Moreau-Petit Girard Besson Chevalier Fontaine Rousseau Marchand",
  ],
  [
    "Jonas Katharina Lukas Annika Matthias Friederike Sebastian Lena Jörg Franziska",
    "Brandt Weber Köhler Schröder Vogel Lindemann Hartwig Seidel Böttcher Reinhardt",
  ],
  [
    "Astrid Søren Freya Mikkel Ingrid Oskar Signe Håkon Linnea Anders",
    "Lindqvist Østergaard Nyman Bergström Halvorsen Lund Sjöberg Kjeldsen Dahl Nørgaard",
  ],
  [
    "Łukasz Agnieszka Petr Tereza Bogdan Ioana Katya Marek Zuzanna Miloš",
    "Wójcik Kowalczyk Novák Dvořák Popescu Ionescu Petrov Szymański Horváth Jovanović",
  ],
  [
    "Omar Leila Karim Amira Youssef Nadia Tariq Salma Hassan Rania",
    "Farouk Saleh Haddad Mansour Benali Khoury Aziz Nasser Rahmani Sabbagh",
  ],
  [
    "Chidi Amara Kwame Abena Tunde Ngozi Emeka Folake Kofi Adaeze",
    "Okonjo Mensah Adeyemi Obi Asante Eze Balogun Owusu Nwosu Abara",
  ],
  [
    "Ravi Anika Arjun Meera Vikram Priyanka Sanjay Kavita Imran Farah",
    "Menon Rao Iyer Sharma Patel Banerjee Qureshi Kapoor Chowdhury Pillai",
  ],
  ["Wei Li-Ming Jun Xiu Hao Mei-Ling Chen Yan", "Zhang Liu Huang Zhao Lin Guo Tang Xu"],
  ["Yuki Haruto Aiko Kenji Sakura Daichi Naomi Ren", "Arakawa Fujimoto Nakashima Ogawa Hayashi Murata Ishida Sakamoto"],
  ["Ji-woo Min-jun Seo-yeon Hye-jin Dong-hyun Eun-ji", "Kim Park Choi Jung Kang Yoon"],
  ["Nguyên Linh Minh Thảo Quang Hương", "Trần Phạm Đặng Vũ Bùi Hoàng"],
  ["Giulia Marco Chiara Alessandro Beatrice Luca", "Ferraro Conti Marchetti Lombardi Rinaldi Gallo"],
  ["Inês Tomás Beatriz Rafael Carolina Thiago", "Silva Ferreira Carvalho Nogueira Barbosa Azevedo"],
  ["Zeynep Emre Elif Murat Selin Kerem", "Yıldız Demir Kaya Şahin Aydın Öztürk"],
  ["Leilani Sione Tevita Ana Keoni Moana", "Kahale Tupou Fonoti Kealoha Vaea Latu"],
  ["Dina Avi Shira Eitan Noa Gil", "Levy Shapiro Rosen Mizrahi Katz Peretz"],
];

export type Name = { first: string; last: string };

/** Every pair of a family once, the families in turn: neighbours in the list come from far apart. */
export const names: readonly Name[] = everyPair();

function everyPair(): Name[] {
  const groups = families.map(([first, last]) => ({ first: first.split(" "), last: last.split(" ") }));
  const rounds = Math.max(...groups.map(({ first, last }) => first.length * last.length));
  return Array.from({ length: rounds }, (_, round) =>
    groups.flatMap(({ first, last }) => {
      // Both step on at once, and the second once more after each lap, so that all pairs come up.
      const [given, family] = [
        first[round % first.length],
        last[(round + Math.floor(round / first.length)) % last.length],
      ];
      return given && family && round < first.length * last.length ? [{ first: given, last: family }] : [];
    }),
  ).flat();
}

/** A name as it stands in an address: plain letters. */
export const plainLetters = (name: string) =>
  [...name.normalize("NFD").toLowerCase()]
    .map((letter) => ({ ł: "l", ø: "o", đ: "d", ı: "i", æ: "ae", ß: "ss" })[letter] ?? letter)
    .join("")
    .replace(/[^a-z-]/g, "");
