package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// The zip file a spreadsheet is, checked before anything of it is unpacked. Nothing is ever
/// unpacked to a file, so a name cannot reach outside; an odd one is refused all the same. What is
/// not read is handed on packed as it is. Not thread-safe.
final class XlsxPackage implements Closeable {
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};
    private static final int NAME_CHARACTERS_SHOWN = 60;
    private static final byte[] ZIP = {'P', 'K'};

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> entries;
    private final Reading reading;

    private XlsxPackage(Path file, ZipFile zip, Reading reading) throws IOException {
        this.file = file;
        this.zip = zip;
        this.reading = reading;
        this.entries = check(file, zip);
    }

    /// @param reading hears of every byte that is unpacked
    static XlsxPackage open(Path file, Reading reading) {
        try {
            checkBeginning(file);
            ZipFile zip = ZipFile.builder().setPath(file).get();
            try {
                return new XlsxPackage(file, zip, reading);
            } catch (WashRefused | IOException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        }
    }

    Path file() {
        return file;
    }

    Collection<ZipArchiveEntry> entries() {
        return entries.values();
    }

    boolean has(String part) {
        return entries.containsKey(part);
    }

    /// Bytes a part has once unpacked, by its own account.
    long size(String part) {
        return Optional.ofNullable(entries.get(part)).map(ZipEntry::getSize).orElse(0L);
    }

    /// A part to be read once, from end to end.
    InputStream part(String part) throws IOException {
        ZipArchiveEntry entry = entries.get(part);
        if (entry == null) {
            throw Refusal.of(file, "no " + part + " in it", "a whole .xlsx file");
        }
        if (!zip.canReadEntryData(entry)) {
            throw Refusal.of(file, part + " packed in an unusual way", "deflated or stored");
        }
        return new PartStream(zip.getInputStream(entry), file, entry, reading);
    }

    /// Unpacks the parts that nobody reads, but for these, to see that they are whole: a damaged
    /// part would be found in the washed file, and seem the wash's doing.
    void checkOthers(Set<String> read) throws IOException {
        for (String part : entries.keySet()) {
            if (!read.contains(part) && !part.endsWith("/")) {
                try (InputStream in = part(part)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    /// A part as it lies in the file, packed.
    InputStream packed(ZipArchiveEntry entry) throws IOException {
        return zip.getRawInputStream(entry);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        }
    }

    private static void checkBeginning(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Refusal.of(
                    file, Files.exists(file) ? "not a regular file" : "no such file", "a file");
        }
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(OLE.length);
        }
        if (Arrays.equals(first, OLE)) {
            throw Refusal.of(
                    file,
                    "an old .xls file, or one with a password",
                    "saved as .xlsx, without a password");
        }
        if (!Arrays.equals(first, 0, Math.min(2, first.length), ZIP, 0, 2)) {
            throw Refusal.of(file, "not a zip file", "an .xlsx file");
        }
    }

    private static Map<String, ZipArchiveEntry> check(Path file, ZipFile zip) throws IOException {
        var entries = new LinkedHashMap<String, ZipArchiveEntry>();
        long packed = 0;
        long unpacked = 0;
        var inOrder = zip.getEntriesInPhysicalOrder();
        while (inOrder.hasMoreElements()) {
            ZipArchiveEntry entry = inOrder.nextElement();
            String name = entry.getName();
            checkName(file, name);
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw Refusal.of(file, name + " is encrypted", "a file without a password");
            }
            if (entries.put(name, entry) != null) {
                throw Refusal.of(file, name + " is in it twice", "once");
            }
            packed += entry.getCompressedSize();
            unpacked += entry.getSize();
            XlsxLimits.checkEntry(file, entry, entries.size(), unpacked);
        }
        if (packed > Files.size(file)) {
            throw Refusal.of(file, "parts that overlap", "a whole .xlsx file");
        }
        return entries;
    }

    private static void checkName(Path file, String name) {
        boolean odd =
                name.isEmpty()
                        || name.startsWith("/")
                        || name.indexOf('\\') >= 0
                        || name.indexOf(':') >= 0
                        || name.indexOf('\0') >= 0
                        || Arrays.asList(name.split("/", -1)).contains("..")
                        || name.getBytes(StandardCharsets.UTF_8).length
                                > XlsxLimits.NAME_BYTES_MOST;
        if (odd) {
            throw Refusal.of(
                    file, "a part with an odd name, " + printable(name), "names such as xl/a");
        }
    }

    private static String printable(String name) {
        String shown = name.substring(0, Math.min(name.length(), NAME_CHARACTERS_SHOWN));
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
