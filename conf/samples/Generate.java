import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes the sample events and the WireMock stubs of the geo API from {@code conf/samples/venues.csv}.
 *
 * <p>Run it from the root of the repository: {@code java conf/samples/Generate.java}. The output depends on nothing
 * but the CSV file and {@link #SEED}: a second run writes the same bytes. This source is plain ASCII, so that it
 * compiles the same whatever the charset of the platform.
 */
public final class Generate {

    private static final long SEED = 20261203L;

    private static final Path VENUES = Path.of("conf", "samples", "venues.csv");
    private static final Path EVENTS = Path.of("conf", "samples", "events.jsonl");
    private static final Path STUBS = Path.of("conf", "wiremock", "mappings", "foursquare.json");

    private static final int TOTAL = 2400;
    private static final int PRESENT = 240;
    private static final int SKIPPED = 96;
    private static final int NOT_FOUND = 96;
    private static final double VARIANT_SHARE = 0.05;

    /** What the job is expected to make of an event. */
    private enum Outcome { FOUND, NOT_FOUND, PRESENT, SKIPPED, MALFORMED }

    /** Kinds of venue, told by the name; the first pattern that occurs in the name wins. */
    private enum Kind {
        PARK("millennium park|tivoli", 11, 20),
        CONCERT("amphitheatre", 19, 21),
        STAGE("oper|teat|theat|garnier|globe|liceu|bellas artes|divadlo|arena di verona"
                + "|\u0442\u0435\u0430\u0442\u0440"                     // theatre, in Russian
                + "|\u03c9\u03b4\u03b5\u03af\u03bf"                     // odeon, in Greek
                + "|\u0627\u0644\u0623\u0648\u0628\u0631\u0627", 18, 20), // opera, in Arabic
        MUSEUM("muse|mus\u00e9e|tate modern|uffizi|hall of fame|masp|te papa|atomium", 10, 18),
        STADIUM("stad|st\u00e1d|arena|ar\u00e9na|park|field|trafford|camp nou|ullevi|spodek|narodowy|square garden"
                + "|coliseum|centre bell|bc place|maracan|bombonera|cricket ground"
                + "|\u30c9\u30fc\u30e0"                                 // dome, in Japanese
                + "|\uacbd\uae30\uc7a5"                                 // stadium, in Korean
                + "|\u4f53\u80b2\u573a"                                 // stadium, in Chinese
                + "|\u043e\u043b\u0456\u043c\u043f\u0456\u0439"         // Olympic, in Ukrainian
                + "|\u03c3\u03c4\u03ac\u03b4\u03b9\u03bf", 15, 20),     // stadium, in Greek
        CLUB("berghain|club|paradiso|bataclan|fillmore|preservation|roundhouse|l'olympia|cellar|basement", 20, 23),
        CONFERENCE("forum|convention|javits|finlandia|expo", 9, 17),
        HALL("", 19, 20);

        private final Pattern pattern;
        private final int firstHour;
        private final int lastHour;

        Kind(String regex, int firstHour, int lastHour) {
            this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            this.firstHour = firstHour;
            this.lastHour = lastHour;
        }

        static Kind of(String venueName) {
            for (Kind kind : values()) {
                if (kind.pattern.matcher(venueName).find()) {
                    return kind;
                }
            }
            return HALL;
        }
    }

    /** Where events come from; each source has its own way to write JSON. */
    private enum Source {
        MEETUP("meetup", false, false, false, true),
        SONGKICK("songkick", false, true, false, true),
        EVENTBRITE("eventbrite", false, false, false, false),
        TICKETMASTER("ticketmaster", false, false, true, true),
        RESIDENT_ADVISOR("residentadvisor", false, false, false, false),
        MUSEUM_API("museum-api", true, false, false, true);

        private final String label;
        /** Whether a space follows each colon and comma. */
        private final boolean spaced;
        /** Whether slashes and all but ASCII are escaped. */
        private final boolean escaping;
        /** Whether times are in UTC. */
        private final boolean utc;
        /** Whether unknown coordinates are null instead of absent. */
        private final boolean nulls;

        Source(String label, boolean spaced, boolean escaping, boolean utc, boolean nulls) {
            this.label = label;
            this.spaced = spaced;
            this.escaping = escaping;
            this.utc = utc;
            this.nulls = nulls;
        }
    }

    /** The ways in which a line is broken. */
    private enum Defect {
        TRUNCATED, ARRAY, BARE_STRING, NAN, TRAILING_COMMA, TRAILING_GARBAGE, INVALID_BYTE, LONE_SURROGATE,
        SINGLE_QUOTES, CONTROL_CHARACTER, UNQUOTED_KEY, NOT_JSON
    }

    /** A row of the CSV file; coordinates stay text, so that 13.4430 keeps its zero. */
    private record Venue(
            String name, String city, String country, String latitude, String longitude, String placeId,
            String address) { }

    /** A line to be written: what comes of it, and the venue it names, if any. */
    private record Slot(Outcome outcome, Venue venue, Defect defect) { }

    private static final Map<Kind, List<Source>> SOURCES = Map.of(
            Kind.PARK, List.of(Source.EVENTBRITE, Source.MEETUP),
            Kind.CONCERT, List.of(Source.SONGKICK, Source.TICKETMASTER),
            Kind.STAGE, List.of(Source.TICKETMASTER, Source.SONGKICK, Source.EVENTBRITE),
            Kind.MUSEUM, List.of(Source.MUSEUM_API, Source.MUSEUM_API, Source.EVENTBRITE),
            Kind.STADIUM, List.of(Source.TICKETMASTER, Source.TICKETMASTER, Source.SONGKICK),
            Kind.CLUB, List.of(Source.RESIDENT_ADVISOR, Source.RESIDENT_ADVISOR, Source.SONGKICK),
            Kind.CONFERENCE, List.of(Source.MEETUP, Source.EVENTBRITE),
            Kind.HALL, List.of(Source.TICKETMASTER, Source.SONGKICK, Source.EVENTBRITE));

    private static final List<String> BANDS = List.of(
            "The Quiet Ones", "Glass Harbour", "N\u00f8rdlys", "Caf\u00e9 Tango Orkestar", "Ninety Owls",
            "Los Relojes", "Mot\u00f6rpark", "Saudade 7", "Sm\u00f8rrebr\u00f8d Jazz Five", "Paper Tigers",
            "\u590f\u306e\u97f3", "Ana B\u00edl\u00e1", "Velvet Tram", "Fjord & Sons");

    private static final List<String> WORKS = List.of(
            "Symphony No. 5", "The Magic Flute", "La Boh\u00e8me", "Swan Lake", "The Cherry Orchard", "Carmen",
            "Dvo\u0159\u00e1k: Rusalka", "A Winter's Tale", "Requiem in D minor", "The Four Seasons",
            "Cos\u00ec fan tutte", "Giselle", "Ein deutsches Requiem", "Peer Gynt");

    private static final List<String> TOPICS = List.of(
            "Streams & graphs", "Maps at scale", "Event time for everyone", "Women in data", "Caf\u00e9 & code",
            "State without tears", "Open geodata", "Back-pressure explained", "Queues, logs & joy");

    private static final List<String> ARTS = List.of(
            "Light and Shadow", "Masters of the North", "Drawing the City", "Ceramics 1900\u20132000",
            "The Art of the Poster", "Cr\u00e9ation & m\u00e9moire", "Ships and Stars", "Portraits in Blue",
            "Maps of the Imagination");

    private static final List<String> CLUB_NIGHTS = List.of(
            "Klubnacht", "Low Frequencies", "Nacht & Nebel", "Tr\u00e4umerei", "Panorama Sundays", "Dub Laundry",
            "Acid Brunch", "Rue de la Nuit", "Strobe / Smoke");

    private static final Map<Kind, List<String>> TITLES = Map.of(
            Kind.PARK, List.of("%s in the open air", "Summer memories: %s unplugged", "Family day with %s"),
            Kind.CONCERT, List.of("%s under the stars", "%s - farewell tour", "An evening with \"%s\""),
            Kind.STAGE, List.of("%s", "%s (premi\u00e8re)", "\"%s\" - last performance", "%s, new production"),
            Kind.MUSEUM, List.of("%s", "Guided tour: %s", "%s - late opening", "Curators' talk: \"%s\""),
            Kind.STADIUM, List.of("%s - world tour", "%s & guests", "Cup final, half-time show: %s", "%s live"),
            Kind.CLUB, List.of("%s", "%s: all night long", "%s - 10 years", "%s pres. \"Room 2\""),
            Kind.CONFERENCE, List.of("%s", "%s 2026: day 1", "Workshop: %s", "%s - the \"hallway\" track"),
            Kind.HALL, List.of("%s", "%s, with the city's orchestra", "Matin\u00e9e: %s", "\"%s\" at eight"));

    private static final Map<Kind, List<String>> SUBJECTS = Map.of(
            Kind.PARK, BANDS, Kind.CONCERT, BANDS, Kind.STAGE, WORKS, Kind.MUSEUM, ARTS, Kind.STADIUM, BANDS,
            Kind.CLUB, CLUB_NIGHTS, Kind.CONFERENCE, TOPICS, Kind.HALL, WORKS);

    private static final List<String> PRICES = List.of(
            "12.50", "0.00", "15", "1e2", "8.0", "24.90", "39.00", "5E1", "120.00", "18.75", "0", "62.40", "null");

    private static final List<String> TAGS = List.of(
            "live", "new", "18+", "sold-out", "caf\u00e9", "kids", "outdoor/indoor", "\u2605", "late", "free");

    private static final List<String> TEAMS = List.of(
            "Nord\u00f6st Booking", "Left & Right", "City Programme", "Owl Concerts", "Kollektiv \"K\"");

    /** Names of no real place, each with a real city. */
    private static final List<List<String>> IMAGINARY = List.of(
            List.of("The Imaginary Cellar", "London", "GB"), List.of("Club Nirgendwo", "Berlin", "DE"),
            List.of("Salle des Pas Retrouv\u00e9s", "Paris", "FR"), List.of("Teatro dell'Assenza", "Roma", "IT"),
            List.of("The Paper Lighthouse", "Dublin", "IE"), List.of("Sala Ning\u00fan Sitio", "Madrid", "ES"),
            List.of("Museum of Unsent Letters", "Wien", "AT"), List.of("The Upside-Down Attic", "New York", "US"),
            List.of("Zum blinden Kompass", "Hamburg", "DE"), List.of("Het Vergeten Dok", "Amsterdam", "NL"),
            List.of("Invisible Arena", "Toronto", "CA"), List.of("Klub Pod Zerem", "Warszawa", "PL"),
            List.of("Divadlo Za Mlhou", "Praha", "CZ"), List.of("The Ninth Basement", "Chicago", "US"),
            List.of("Gr\u00f6nsl\u00f6sa Scenen", "Stockholm", "SE"), List.of("Fjerde Himmel", "Oslo", "NO"),
            List.of("Salon of Lost Umbrellas", "Budapest", "HU"), List.of("Casa do Eco Mudo", "Lisboa", "PT"),
            List.of("The Borrowed Moon", "Melbourne", "AU"), List.of("Teatro Sin Paredes", "Buenos Aires", "AR"),
            List.of("Unwritten Hall", "Nashville", "US"), List.of("Le Zinc Imaginaire", "Bruxelles", "BE"),
            List.of("Glass Whale Stage", "Auckland", "NZ"), List.of("The Thirteenth Platform", "Sydney", "AU"),
            List.of("Opernhaus am Nebelmeer", "Z\u00fcrich", "CH"), List.of("Mara\u00f1a Azul", "Montevideo", "UY"),
            List.of("The Hollow Pumpkin Ballroom", "Boston", "US"), List.of("Stille Post Club", "K\u00f6ln", "DE"),
            List.of("Kino Nikdo", "Praha", "CZ"), List.of("Pavilion of Tomorrow's Rain", "Singapore", "SG"),
            List.of("Palco do Fim da Rua", "Rio de Janeiro", "BR"), List.of("Velvet Expo Nowhere", "Nairobi", "KE"));

    /** Offsets from UTC between November and March, by city or else by country; elsewhere it is one hour. */
    private static final Map<String, String> OFFSETS = Map.ofEntries(
            Map.entry("GB", "Z"), Map.entry("IE", "Z"), Map.entry("PT", "Z"), Map.entry("IS", "Z"),
            Map.entry("FI", "+2"), Map.entry("LV", "+2"), Map.entry("RO", "+2"), Map.entry("GR", "+2"),
            Map.entry("UA", "+2"), Map.entry("EG", "+2"), Map.entry("ZA", "+2"), Map.entry("TR", "+3"),
            Map.entry("RU", "+3"), Map.entry("KE", "+3"), Map.entry("IN", "+05:30"), Map.entry("CN", "+8"),
            Map.entry("HK", "+8"), Map.entry("SG", "+8"), Map.entry("JP", "+9"), Map.entry("KR", "+9"),
            Map.entry("AU", "+11"), Map.entry("NZ", "+13"), Map.entry("AR", "-3"), Map.entry("BR", "-3"),
            Map.entry("UY", "-3"), Map.entry("CA", "-5"), Map.entry("US", "-5"), Map.entry("MX", "-6"),
            Map.entry("Chicago", "-6"), Map.entry("Nashville", "-6"), Map.entry("New Orleans", "-6"),
            Map.entry("Morrison", "-7"), Map.entry("Los Angeles", "-8"), Map.entry("San Francisco", "-8"),
            Map.entry("Vancouver", "-8"));

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    private final Random random = new Random(SEED);
    private final List<Venue> venues;

    private Generate(List<Venue> venues) {
        this.venues = venues;
    }

    public static void main(String[] args) throws IOException {
        List<Venue> venues = readVenues();
        Files.createDirectories(STUBS.getParent());
        Files.write(STUBS, stubs(venues).getBytes(StandardCharsets.UTF_8));

        Generate generate = new Generate(venues);
        List<Slot> slots = generate.slots();
        Files.write(EVENTS, generate.events(slots));

        System.out.println("venues: " + venues.size() + ", events: " + slots.size());
        for (Outcome outcome : Outcome.values()) {
            long count = slots.stream().filter(slot -> slot.outcome() == outcome).count();
            System.out.println(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + count);
        }
    }

    private static List<Venue> readVenues() throws IOException {
        List<String> lines = Files.readAllLines(VENUES, StandardCharsets.UTF_8);
        List<Venue> venues = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            if (cells.size() != 7) {
                throw new IOException("not 7 cells: " + line);
            }
            venues.add(new Venue(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5),
                    cells.get(6)));
        }
        return venues;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    // ---- events ----

    /** Exact numbers of each outcome, in random order; each venue is found at least once. */
    private List<Slot> slots() {
        List<Venue> popular = new ArrayList<>(venues.subList(1, venues.size()));
        Collections.shuffle(popular, random);
        popular.add(0, venues.get(0));
        List<Venue> unknown = IMAGINARY.stream()
                .map(place -> new Venue(place.get(0), place.get(1), place.get(2), null, null, null, null))
                .toList();

        List<Slot> slots = new ArrayList<>();
        for (Defect defect : Defect.values()) {
            slots.add(new Slot(Outcome.MALFORMED, zipf(popular), defect));
        }
        for (int i = 0; i < SKIPPED; i++) {
            slots.add(new Slot(Outcome.SKIPPED, zipf(popular), null));
        }
        for (int i = 0; i < NOT_FOUND; i++) {
            Venue venue = i < unknown.size() ? unknown.get(i) : zipf(unknown);
            slots.add(new Slot(Outcome.NOT_FOUND, venue, null));
        }
        for (int i = 0; i < PRESENT; i++) {
            slots.add(new Slot(Outcome.PRESENT, zipf(popular), null));
        }
        popular.forEach(venue -> slots.add(new Slot(Outcome.FOUND, venue, null)));
        while (slots.size() < TOTAL) {
            slots.add(new Slot(Outcome.FOUND, zipf(popular), null));
        }
        Collections.shuffle(slots, random);
        return slots;
    }

    /** Picks an element with a probability inverse to its rank. */
    private Venue zipf(List<Venue> ranked) {
        double sum = 0;
        for (int rank = 1; rank <= ranked.size(); rank++) {
            sum += 1.0 / rank;
        }
        double rest = random.nextDouble() * sum;
        int rank = 1;
        while (rank < ranked.size() && rest >= 1.0 / rank) {
            rest -= 1.0 / rank;
            rank++;
        }
        return ranked.get(rank - 1);
    }

    private byte[] events(List<Slot> slots) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < slots.size(); i++) {
            String id = String.format(Locale.ROOT, "e-%05d", i + 1);
            Slot slot = slots.get(i);
            if (slot.outcome() == Outcome.MALFORMED) {
                out.writeBytes(broken(slot.defect(), id, event(id, slot, Source.MEETUP)));
            } else {
                Source source = pick(SOURCES.get(Kind.of(slot.venue().name())));
                source = random.nextInt(10) == 0 ? Source.MEETUP : source;
                out.writeBytes(utf8(event(id, slot, source)));
            }
            out.write('\n');
        }
        return out.toByteArray();
    }

    private String event(String id, Slot slot, Source source) {
        Kind kind = source == Source.MEETUP ? Kind.CONFERENCE : Kind.of(slot.venue().name());
        List<String> members = new ArrayList<>();
        members.add(member(source, "id", quote(source, id)));
        members.add(member(source, "source", quote(source, source.label)));
        members.add(member(source, "title", quote(source, title(kind))));
        members.add(member(source, "startsAt", quote(source, startsAt(kind, slot.venue(), source))));
        members.add(member(source, "price", pick(PRICES)));
        String url = "https://events.example/" + source.label + "/" + id;
        members.add(member(source, "url", quote(source, url)));
        if (random.nextInt(4) == 0) {
            int first = random.nextInt(TAGS.size() - 1);
            List<String> tags = List.of(quote(source, TAGS.get(first)), quote(source, TAGS.get(first + 1)));
            members.add(member(source, "tags", "[" + join(source, tags) + "]"));
        }
        String venue = slot.outcome() == Outcome.SKIPPED ? namelessVenue(source, slot.venue()) : venue(source, slot);
        if (venue != null) {
            members.add(member(source, "venue", venue));
        }
        switch (random.nextInt(12)) {
            case 0 -> members.add(member(source, "organizer", object(source,
                    member(source, "id", "90071992547409" + (90 + random.nextInt(10))),
                    member(source, "name", quote(source, pick(TEAMS))))));
            case 1 -> members.add(member(source, "ticketId", "184467440737095516" + (16 + random.nextInt(80))));
            case 2 -> members.add(member(source, "rating", pick(List.of("4.50", "3.0", "5.00", "4.10e0", "-0.0"))));
            case 3 -> members.add(member(source, "doors", object(source, member(source, "open", "true"),
                    member(source, "notes", "[]"), member(source, "age", pick(List.of("18", "null", "16"))))));
            default -> { }
        }
        return object(source, members.toArray(String[]::new));
    }

    private String title(Kind kind) {
        return String.format(Locale.ROOT, pick(TITLES.get(kind)), pick(SUBJECTS.get(kind)));
    }

    private String startsAt(Kind kind, Venue venue, Source source) {
        int hour = kind.firstHour + random.nextInt(kind.lastHour - kind.firstHour + 1);
        LocalDateTime local = LocalDateTime.of(2026, 11, 5, hour, random.nextInt(4) * 15)
                .plusDays(random.nextInt(120));
        OffsetDateTime time = local.atOffset(offset(venue));
        return source.utc ? time.toInstant().toString() : LOCAL_TIME.format(time);
    }

    private static ZoneOffset offset(Venue venue) {
        String ofCountry = OFFSETS.getOrDefault(venue.country(), "+1");
        return ZoneOffset.of(OFFSETS.getOrDefault(venue.city(), ofCountry));
    }

    private String venue(Source source, Slot slot) {
        Venue venue = slot.venue();
        String name = venue.name();
        if (slot.outcome() == Outcome.FOUND && random.nextDouble() < VARIANT_SHARE) {
            name = variant(name);
        }
        List<String> members = new ArrayList<>();
        members.add(member(source, "name", quote(source, name)));
        members.add(member(source, "city", quote(source, venue.city())));
        members.add(member(source, "country", quote(source, venue.country())));
        if (slot.outcome() == Outcome.PRESENT) {
            members.add(member(source, "latitude", venue.latitude()));
            members.add(member(source, "longitude", venue.longitude()));
        } else if (source.nulls) {
            members.add(member(source, "latitude", "null"));
            members.add(member(source, "longitude", "null"));
        }
        return object(source, members.toArray(String[]::new));
    }

    /** The same name, but for letter case and white space. */
    private String variant(String name) {
        String variant = switch (random.nextInt(5)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            case 2 -> " " + name + " ";
            case 3 -> name + "  ";
            default -> name.contains(" ") ? name.replaceFirst(" ", "  ") : "  " + name;
        };
        return variant.strip().replaceAll(" +", " ").equalsIgnoreCase(name) ? variant : name;
    }

    /** The venue of an event that names none: null where the member itself is to be left out. */
    private String namelessVenue(Source source, Venue venue) {
        String name = switch (random.nextInt(5)) {
            case 0 -> "absent";
            case 1 -> "none";
            case 2 -> "null";
            case 3 -> "\"\"";
            default -> "\"   \"";
        };
        if (name.equals("absent")) {
            return null;
        }
        if (name.equals("none")) {
            return "null";
        }
        return object(source,
                member(source, "name", name),
                member(source, "city", quote(source, venue.city())),
                member(source, "country", quote(source, venue.country())),
                member(source, "latitude", "null"),
                member(source, "longitude", "null"));
    }

    private static byte[] broken(Defect defect, String id, String line) {
        return switch (defect) {
            case TRUNCATED -> utf8(line.substring(0, line.indexOf("\"venue\":{") + 17));
            case ARRAY -> utf8("[" + line + "]");
            case BARE_STRING -> utf8("\"" + id + "\"");
            case NAN -> utf8(line.replaceFirst("\"price\":[^,]+", "\"price\":NaN"));
            case TRAILING_COMMA -> utf8(line.substring(0, line.length() - 1) + ",}");
            case TRAILING_GARBAGE -> utf8(line + "</html>");
            case INVALID_BYTE -> withBytesInTitle(line, 0xFF);
            case LONE_SURROGATE -> withBytesInTitle(line, 0xED, 0xA0, 0x80);
            case SINGLE_QUOTES -> utf8(line.replace('"', '\''));
            case CONTROL_CHARACTER -> withBytesInTitle(line, '\t');
            case UNQUOTED_KEY -> utf8(line.replaceFirst("\"source\":", "source:"));
            case NOT_JSON -> utf8("ERROR 503 upstream");
        };
    }

    private static byte[] withBytesInTitle(String line, int... bytes) {
        String key = "\"title\":\"";
        int start = line.indexOf(key) + key.length();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8(line.substring(0, start)));
        for (int b : bytes) {
            out.write(b);
        }
        out.writeBytes(utf8(line.substring(start)));
        return out.toByteArray();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    // ---- JSON ----

    private static String member(Source source, String key, String json) {
        return "\"" + key + "\":" + (source.spaced ? " " : "") + json;
    }

    private static String object(Source source, String... members) {
        return "{" + join(source, List.of(members)) + "}";
    }

    private static String join(Source source, List<String> parts) {
        return String.join(source.spaced ? ", " : ",", parts);
    }

    private static String quote(Source source, String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\' || c == '/' && source.escaping) {
                json.append('\\').append(c);
            } else if (c > '~' && source.escaping) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static String quote(String text) {
        return quote(Source.MEETUP, text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- WireMock ----

    private static String stubs(List<Venue> venues) {
        List<String> stubs = new ArrayList<>();
        for (Venue venue : venues) {
            String near = venue.city() + ", " + venue.country();
            String request = """
                    "queryParameters": {
                      "query": {"equalTo": %s, "caseInsensitive": true},
                      "near": {"equalTo": %s, "caseInsensitive": true}
                    },
                    "headers": {"Authorization": {"matches": "Bearer .+"}}"""
                    .formatted(quote(venue.name()), quote(near));
            String body = """
                    {
                      "results": [
                        {
                          "fsq_place_id": %s,
                          "name": %s,
                          "latitude": %s,
                          "longitude": %s,
                          "location": {"formatted_address": %s, "locality": %s, "country": %s}
                        }
                      ]
                    }"""
                    .formatted(quote(venue.placeId()), quote(venue.name()), venue.latitude(), venue.longitude(),
                            quote(venue.address()), quote(venue.city()), quote(venue.country()));
            stubs.add(stub(venue.name() + ", " + near, 5, request, 200, body));
        }
        stubs.add(stub("any other place", 10, authorization("{\"matches\": \".+\"}"), 200, "{\"results\": []}"));
        stubs.add(stub("no token", 20, authorization("{\"absent\": true}"), 401,
                "{\"message\": \"Invalid request token.\"}"));
        return "{\n  \"mappings\": [\n" + String.join(",\n", stubs) + "\n  ]\n}\n";
    }

    private static String authorization(String matcher) {
        return "\"headers\": {\"Authorization\": " + matcher + "}";
    }

    private static String stub(String name, int priority, String request, int status, String body) {
        String stub = """
                {
                  "id": "%s",
                  "name": %s,
                  "priority": %s,
                  "request": {
                    "method": "GET",
                    "urlPath": "/places/search",
                %s
                  },
                  "response": {
                    "status": %s,
                    "headers": {"Content-Type": "application/json; charset=utf-8"},
                    "jsonBody": %s,
                    "delayDistribution": {"type": "lognormal", "median": 60, "sigma": 0.35}
                  }
                }"""
                .formatted(UUID.nameUUIDFromBytes(utf8(name)), quote(name), Integer.toString(priority),
                        indent(request), Integer.toString(status), indent(body).strip());
        return indent(stub);
    }

    private static String indent(String text) {
        return text.indent(4).stripTrailing();
    }
}
