import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.BufferUnderflowException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultiMatchingQueries;
import org.apache.lucene.monitor.ScoringMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BooleanSimilarity;

/**
 * Lucene's monitor as its users would keep somebody's question in it: codes of equal points are one clause whose boost
 * is those points, rules are filters, and so are the jobs with which a vacancy can come to what is needed at all, by
 * which the monitor looks up whom to ask. A new vacancy is a document for each of its rows.
 *
 * <p>Reads the files of alerts_world. Standard output: a line of what was kept, then for each new vacancy nanoseconds of
 * the processor and, of everybody whose question matches, number and the best score of a row, beside what is needed.
 *
 * <p>Usage: AlertsPeer WORLD COLUMN,... ROUNDS
 */
public final class AlertsPeer {
  private static final int BATCH = 1000;
  private static final int JOB = 0; // the first column
  private static final String JOB_TERM = "job_term";

  private final List<String> columns;
  private final List<Integer> needed = new ArrayList<>();
  private final Map<Integer, TermQuery> terms = new HashMap<>(); // each once, however many ask for it
  // As are parts of questions: of 227 906 people many have the same occupation, level or district, and a set of some
  // thousand jobs for each of them is more than 12 GB.
  private final Map<Query, Query> parts = new HashMap<>();

  private AlertsPeer(List<String> columns) {
    this.columns = columns;
  }

  // The numbers of a file, one after the other. It may be larger than what Java maps at once.
  private static final class Numbers {
    private static final long PIECE = 1L << 30; // bytes

    private final List<IntBuffer> pieces = new ArrayList<>();
    private int at = 0;

    Numbers(Path file) throws IOException {
      try (FileChannel channel = FileChannel.open(file)) {
        for (long first = 0; first < channel.size(); first += PIECE) {
          long bytes = Math.min(PIECE, channel.size() - first);
          pieces.add(
              channel.map(FileChannel.MapMode.READ_ONLY, first, bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer());
        }
      }
    }

    boolean hasRemaining() {
      while (at < pieces.size() && !pieces.get(at).hasRemaining()) ++at;
      return at < pieces.size();
    }

    int get() {
      if (!hasRemaining()) throw new BufferUnderflowException();
      return pieces.get(at).get();
    }
  }

  private TermQuery term(int code) {
    return terms.computeIfAbsent(code, unused -> new TermQuery(new Term(JOB_TERM, Integer.toString(code))));
  }

  private Query once(Query part) {
    Query before = parts.putIfAbsent(part, part);
    return before == null ? part : before;
  }

  // The document is one row: it is quickest to look whether its value is among these.
  private Query oneOf(int column, List<Integer> codes) {
    return once(NumericDocValuesField.newSlowSetQuery(
        columns.get(column), codes.stream().mapToLong(Integer::longValue).toArray()));
  }

  // As terms, by which the monitor looks up whom to ask.
  private Query anyJob(List<Integer> codes) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (int code : codes) any.add(term(code), Occur.SHOULD);
    return once(any.build());
  }

  private record Column(TreeMap<Integer, List<Integer>> byPoints, boolean dropped, List<Integer> codes) {
    int most() {
      return byPoints.isEmpty() ? 0 : byPoints.lastKey();
    }
  }

  private static Column read(Numbers in) {
    TreeMap<Integer, List<Integer>> byPoints = new TreeMap<>();
    for (int left = in.get(); left > 0; --left) {
      int code = in.get();
      int worth = in.get();
      byPoints.computeIfAbsent(worth, unused -> new ArrayList<>()).add(code);
    }
    int count = in.get();
    boolean dropped = count >= 0;
    List<Integer> codes = new ArrayList<>();
    for (int left = dropped ? count : -1 - count; left > 0; --left) codes.add(in.get());
    return new Column(byPoints, dropped, codes);
  }

  private Query question(Numbers in) {
    int least = in.get();
    needed.add(least);
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); ++i) all.add(read(in));
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    int others = 0;
    for (int i = 0; i < all.size(); ++i) {
      Column column = all.get(i);
      if (i != JOB) others += column.most();
      for (Map.Entry<Integer, List<Integer>> part : column.byPoints().entrySet()) {
        query.add(once(new BoostQuery(new ConstantScoreQuery(oneOf(i, part.getValue())), part.getKey())), Occur.SHOULD);
      }
      if (column.codes().isEmpty() && column.dropped()) continue;
      query.add(oneOf(i, column.codes()), column.dropped() ? Occur.MUST_NOT : Occur.FILTER);
    }
    List<Integer> told = new ArrayList<>();
    all.get(JOB).byPoints().tailMap(least - others, true).values().forEach(told::addAll);
    // Jobs without points may do, too, where little is needed.
    if (others < least) query.add(anyJob(told), Occur.FILTER);
    return query.build();
  }

  private Document[] next(Numbers in) {
    Document[] rows = new Document[in.get()];
    for (int row = 0; row < rows.length; ++row) {
      rows[row] = new Document();
      for (int i = 0; i < columns.size(); ++i) {
        int code = in.get();
        rows[row].add(new NumericDocValuesField(columns.get(i), code));
        if (i == JOB) rows[row].add(new StringField(JOB_TERM, Integer.toString(code), Field.Store.NO));
      }
    }
    return rows;
  }

  private static Map<Integer, Float> best(MultiMatchingQueries<ScoringMatch> found, int rows) {
    Map<Integer, Float> best = new TreeMap<>();
    for (int row = 0; row < rows; ++row) {
      for (ScoringMatch match : found.getMatches(row)) {
        best.merge(Integer.valueOf(match.getQueryId()), match.getScore(), Math::max);
      }
    }
    return best;
  }

  private void run(Path world, int rounds) throws IOException {
    IndexSearcher.setMaxClauseCount(1 << 20);
    try (Monitor monitor = new Monitor(new KeywordAnalyzer(), new TermFilteredPresearcher(), new MonitorConfiguration())) {
      Numbers questions = new Numbers(world.resolve("questions.i32"));
      List<MonitorQuery> batch = new ArrayList<>();
      while (questions.hasRemaining()) {
        batch.add(new MonitorQuery(Integer.toString(needed.size()), question(questions)));
        if (batch.size() < BATCH && questions.hasRemaining()) continue;
        monitor.register(batch);
        batch.clear();
      }
      PrintStream out = new PrintStream(System.out, false);
      out.println(monitor.getQueryCount());
      ThreadMXBean clock = ManagementFactory.getThreadMXBean(); // as the engine is measured
      var matcher = ScoringMatch.matchWithSimilarity(new BooleanSimilarity());
      for (int round = 0; round < rounds; ++round) {
        Numbers fresh = new Numbers(world.resolve("fresh.i32"));
        while (fresh.hasRemaining()) {
          Document[] rows = next(fresh);
          long start = clock.getCurrentThreadCpuTime();
          Map<Integer, Float> best = best(monitor.match(rows, matcher), rows.length);
          long elapsed = clock.getCurrentThreadCpuTime() - start;
          if (round + 1 < rounds) continue; // the compiler of Java needs them
          StringBuilder line = new StringBuilder().append(elapsed);
          best.forEach((who, score) -> line.append(' ').append(who).append(' ').append(score.longValue()).append(' ').append(needed.get(who)));
          out.println(line);
        }
      }
      out.flush();
    }
  }

  public static void main(String[] arguments) throws IOException {
    new AlertsPeer(Arrays.asList(arguments[1].split(","))).run(Path.of(arguments[0]), Integer.parseInt(arguments[2]));
  }
}
