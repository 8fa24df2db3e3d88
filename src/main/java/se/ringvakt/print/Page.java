package se.ringvakt.print;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.slf4j.Slf4jLogger;
import com.openhtmltopdf.util.XRLog;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.apache.pdfbox.pdmodel.PDDocument;

/// A page of the program's own design with somebody's values on it. Whatever the values hold is
/// shown as text, never as markup.
public final class Page {
    private static final String FOLDER = "print/";

    /// Comes with the PDF library, whatever fonts the machine has.
    private static final String FONT =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final String html;

    private Page(String html) {
        this.html = html;
    }

    /// Fills a template.
    ///
    /// @param template the name of one that comes with the program, such as `receipt`; its fixed
    ///   words stand under `words`, in this language
    /// @param values by name: texts, numbers, lists of such maps
    public static Page of(String template, Locale language, Map<String, Object> values) {
        Map<String, Object> all = new TreeMap<>(values);
        all.put("words", words(template, language));
        all.put("language", language.getLanguage());
        try (Reader reader = template(template)) {
            return new Page(Mustache.compiler().escapeHTML(true).compile(reader).execute(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The page for a browser: XHTML in UTF-8, everything it needs within.
    public String html() {
        return html;
    }

    /// Writes the page as a PDF with its font within, which knows Latin, Greek and Cyrillic; other
    /// letters become `#`.
    public void writePdf(OutputStream out) throws IOException {
        XRLog.setLoggerImpl(new Slf4jLogger());
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useFont(() -> PDDocument.class.getResourceAsStream(FONT), "Liberation Sans");
        builder.withHtmlContent(html, null);
        builder.toStream(out);
        builder.run();
    }

    /// The words of a template in a language; English where there is no such.
    public static Map<String, String> words(String template, Locale language) {
        ResourceBundle bundle =
                ResourceBundle.getBundle(
                        FOLDER + template,
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, String> words = new TreeMap<>();
        bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        return words;
    }

    private static Reader template(String name) {
        InputStream in = Page.class.getResourceAsStream("/" + FOLDER + name + ".html");
        if (in == null) {
            throw new IllegalArgumentException("template: " + name + " (expected: one of ours)");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
