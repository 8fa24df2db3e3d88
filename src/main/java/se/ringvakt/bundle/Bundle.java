package se.ringvakt.bundle;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.Excerpt;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Segment;
import se.ringvakt.print.Page;

/// Everything on record about one number, as one zip: a report to be read, the records, what is
/// needed to verify them, and a script that does.
///
/// Of other people's records it holds two hashes each, about 78 bytes in the zip: 3.9 MB for a full
/// segment of 50,000, and only of segments in which the number has a record.
public final class Bundle {
    private static final String UNREADABLE = "-";

    private final BundleRequest request;
    private final EvidenceFolder folder;
    private final Gathered gathered;

    private Bundle(BundleRequest request, EvidenceFolder folder, Gathered gathered) {
        this.request = request;
        this.folder = folder;
        this.gathered = gathered;
    }

    /// Gathers what is on record. Takes about a second for each 50,000 records of the period.
    public static Bundle gather(BundleRequest request, EvidenceFolder folder) {
        return new Bundle(request, folder, new Gathering(request, folder).gather());
    }

    /// What does not verify of the period; none: the bundle's own script verifies it too.
    public List<Finding> findings() {
        return gathered.findings();
    }

    /// How many decisions about the number it holds; 0: there were none, and it says so.
    public int decisions() {
        return gathered.decisions().size();
    }

    /// Writes the zip.
    public void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
        own(zip, "README.txt");
        own(zip, "verify.sh");
        for (Locale language : request.languages()) {
            report(zip, language);
        }
        records(zip);
        put(zip, "registers.json", RegisterFacts.json(gathered.records(), request.versions()));
        for (Segment segment : gathered.segments()) {
            segment(zip, folder.excerpt(segment));
        }
        for (String key : gathered.keys()) {
            key(zip, key);
        }
        zip.finish();
        zip.flush();
    }

    private static void own(ZipOutputStream zip, String name) throws IOException {
        try (InputStream in = Bundle.class.getResourceAsStream("/bundle/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": missing (expected: in the program)");
            }
            put(zip, name, in.readAllBytes());
        }
    }

    private void report(ZipOutputStream zip, Locale language) throws IOException {
        Page page = new BundlePage(request, gathered, language).page();
        String name = "report-" + language.getLanguage();
        put(zip, name + ".html", page.html());
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        page.writePdf(pdf);
        put(zip, name + ".pdf", pdf.toByteArray());
    }

    private void records(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("records.jsonl"));
        for (EvidenceRecord each : gathered.records()) {
            zip.write((each.line() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
    }

    private void segment(ZipOutputStream zip, Excerpt excerpt) throws IOException {
        String name = "segments/" + excerpt.name();
        Optional<Excerpt.Signed> signed = excerpt.signed();
        if (signed.isPresent()) {
            put(zip, name + ".head.json", signed.get().text());
            put(zip, name + ".head.sig", bytes(signed.get().signature()));
        }
        long first = signed.map(each -> each.head().first()).orElse(1L);
        Set<Long> ours = gathered.serials();
        boolean concerned =
                signed.stream()
                        .anyMatch(each ->
                                ours.stream()
                                        .anyMatch(n ->
                                                n >= each.head().first()
                                                        && n <= each.head().last()));
        if (concerned) {
            links(zip, name, excerpt.lines(), first);
        }
    }

    /// A line for each record: its number, its hash, and the hash of its facts; of the bundle's own
    /// records the facts themselves are to be looked at, so theirs is left out.
    private void links(ZipOutputStream zip, String name, List<Optional<String>> lines, long first)
            throws IOException {
        Set<Long> ours = gathered.serials();
        zip.putNextEntry(new ZipEntry(name + ".links"));
        long n = first;
        for (Optional<String> line : lines) {
            String link = n + "\t" + link(line, ours.contains(n)) + "\n";
            zip.write(link.getBytes(StandardCharsets.UTF_8));
            n++;
        }
        zip.closeEntry();
    }

    private static String link(Optional<String> line, boolean ours) {
        try {
            return line.map(EvidenceRecord::read)
                    .map(each -> each.hash() + "\t" + (ours ? UNREADABLE : each.factsHash()))
                    .orElse(UNREADABLE + "\t" + UNREADABLE);
        } catch (EvidenceException _) {
            return UNREADABLE + "\t" + UNREADABLE;
        }
    }

    private void key(ZipOutputStream zip, String id) throws IOException {
        try {
            put(zip, "keys/" + id + ".pub.pem", folder.key(id).pem());
        } catch (EvidenceException e) {
            if (gathered.findings().isEmpty()) {
                throw e;
            }
            // One that is missing was among the findings when it was asked for all the same.
        }
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        put(zip, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] bytes(List<Byte> boxed) {
        byte[] bytes = new byte[boxed.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = boxed.get(i);
        }
        return bytes;
    }
}
