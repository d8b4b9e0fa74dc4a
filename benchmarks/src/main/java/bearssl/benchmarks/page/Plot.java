package bearssl.benchmarks.page;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Bars of ratios on a logarithmic scale: a group for each operation, in it a bar for each contender, to the right of 1 where
 * it takes more than the one it is compared with, to the left where it takes less.
 */
final class Plot {
    private static final int WIDTH = 900;
    private static final int BAR_HEIGHT = 11;
    private static final int GROUP_GAP = 10;
    private static final int FRAME_HEIGHT = 110;
    private static final Color[] COLOURS = {new Color(0x1b7837), new Color(0x7fbf7b), new Color(0xb2182b),
        new Color(0xef8a62), new Color(0x4d4d4d), new Color(0xbababa), new Color(0x762a83), new Color(0xc2a5cf)};

    static {
        System.setProperty("java.awt.headless", "true"); // a display that is there is not looked for
    }

    private Plot() {
    }

    /** Writes the plot of a table, as multiples of one contender, who is left out. */
    static void write(Path file, String title, Table table, List<String> operations, String base) throws IOException {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        BarRenderer renderer = new BarRenderer();
        int colour = 0;
        for (String contender : Names.inOrder()) {
            if (table.contenders().contains(contender) && !contender.equals(base)) {
                for (String operation : operations) {
                    double ratio = table.ratio(operation, contender, base);
                    // a scale of logarithms has no 0
                    bars.addValue(ratio > 0 && ratio < Double.POSITIVE_INFINITY ? ratio : null, Names.of(contender),
                            operation);
                }
                renderer.setSeriesPaint(bars.getRowCount() - 1, COLOURS[colour]);
            }
            colour++;
        }
        int height = FRAME_HEIGHT + bars.getColumnCount() * (bars.getRowCount() * BAR_HEIGHT + GROUP_GAP);
        SVGGraphics2D svg = canvas();
        svg.setSVGCanvasSize(new Dimension(WIDTH, height));
        chart(title, base, bars, renderer).draw(svg, new Rectangle2D.Double(0, 0, WIDTH, height));
        try (Writer out = Files.newBufferedWriter(file)) {
            // Not the canvas's own way out, which names a DTD that readers would fetch.
            TransformerFactory.newDefaultInstance().newTransformer()
                    .transform(new DOMSource(svg.getRoot()), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException(e);
        }
    }

    private static SVGGraphics2D canvas() {
        try {
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder().getDOMImplementation().createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null));
            context.setComment(null);
            context.setPrecision(1);
            return new SVGGraphics2D(context, false);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // the JDK has one
        }
    }

    private static JFreeChart chart(String title, String base, DefaultCategoryDataset bars, BarRenderer renderer) {
        JFreeChart chart = ChartFactory.createBarChart(title, null, null, bars, PlotOrientation.HORIZONTAL, true, false,
                false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        LogAxis axis = new LogAxis("multiple of " + Names.of(base));
        axis.setBase(2);
        axis.setNumberFormatOverride(new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setTickUnit(new NumberTickUnit(1)); // of the logarithm
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setRangeAxis(axis);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        renderer.setBase(1);
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0);
        renderer.setDefaultSeriesVisibleInLegend(true);
        plot.setRenderer(renderer);
        return chart;
    }
}
