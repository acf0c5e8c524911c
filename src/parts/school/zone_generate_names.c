#include "parts/school/zone_generate_internal.h"

static const char *const given[] = {
	"Abena",   "Adela",   "Aiko",    "Alba",   "Amara",  "Anders", "Anjali",  "Arash",
	"Astrid",  "Beatriz", "Bram",    "Camila", "Chidi",  "Clara",  "Dalia",   "Daniela",
	"Dimitri", "Efua",    "Elif",    "Emeka",  "Farah",  "Felipe", "Fiona",   "Freya",
	"Gaspard", "Giulia",  "Hana",    "Hasan",  "Ifeoma", "Ines",   "Ivo",     "Jelena",
	"Joaquim", "Kamala",  "Keiko",   "Kofi",   "Leila",  "Linh",   "Lorenzo", "Luz",
	"Malik",   "Marisol", "Mei",     "Mikko",  "Nadia",  "Nkechi", "Noor",    "Odile",
	"Oscar",   "Paloma",  "Pavel",   "Priya",  "Rania",  "Ruben",  "Samir",   "Selma",
	"Sigrid",  "Taiwo",   "Talia",   "Teresa", "Thuy",   "Tomas",  "Uma",     "Vera",
	"Viggo",   "Wanda",   "Xiomara", "Yara",   "Yusuf",  "Zahra",  "Zora"};

static const char *const family[] = {
	"Abara",   "Aguilar",  "Almeida",  "Andrade",  "Asare",    "Aydin",   "Bakke",
	"Balogun", "Brandt",   "Bui",      "Cabrera",  "Cisneros", "Coelho",  "Dahl",
	"Dang",    "Diallo",   "Duarte",   "Ekwueme",  "Engel",    "Escobar", "Ferreira",
	"Fofana",  "Forsberg", "Gallegos", "Guerrero", "Haddad",   "Hassan",  "Hoang",
	"Huerta",  "Ibarra",   "Ikeda",    "Iversen",  "Jafari",   "Juarez",  "Karimi",
	"Kaur",    "Kimura",   "Kovac",    "Lam",      "Larsen",   "Leal",    "Lozano",
	"Macias",  "Mensah",   "Mercado",  "Moreau",   "Mwangi",   "Navarro", "Ndiaye",
	"Nguyen",  "Novak",    "Obi",      "Okafor",   "Palacios", "Patel",   "Peralta",
	"Pham",    "Quintero", "Rahman",   "Reyes",    "Rosales",  "Santos",  "Sato",
	"Sharma",  "Solberg",  "Soto",     "Strand",   "Takeda",   "Tesfaye", "Thao",
	"Tran",    "Ueda",     "Valdez",   "Vang",     "Vega",     "Weiss",   "Xiong",
	"Yamada",  "Yazzie",   "Zamora"};

static const char *const first[] = {"Alder",   "Birch",   "Cedar",  "Clear",  "Eagle",   "Fern",
				    "Fir",     "Granite", "Heron",  "Hidden", "Juniper", "Larch",
				    "Madrona", "Maple",   "Meadow", "North",  "Otter",   "Pine",
				    "River",   "Salmon",  "Silver", "Stone",  "Sunny",   "Willow"};

static const char *const second[] = {"Bay",   "Bridge", "Brook",  "Creek", "Crossing", "Falls",
				     "Grove", "Harbor", "Hill",   "Lake",  "Landing",  "Park",
				     "Point", "Ridge",  "Valley", "View"};

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct str zone_random_person(struct arena *arena, struct rng *rng)
{
	const char *a = given[rng_below(rng, COUNT(given))];
	const char *b = family[rng_below(rng, COUNT(family))];

	return arena_printf(arena, "%s %s", a, b);
}

/* Each number has its own name, up to the product of the lists; then they are numbered. */
struct str zone_random_school(struct arena *arena, size_t number)
{
	size_t i = number % COUNT(first), k = (number / COUNT(first) + number * 5) % COUNT(second);
	size_t round = number / (COUNT(first) * COUNT(second));

	if (round > 0)
		return arena_printf(arena, "%s %s %zu", first[i], second[k], round + 1);
	return arena_printf(arena, "%s %s", first[i], second[k]);
}
