import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene as its users would ask it: a document per row with a keyword per column, codes of equal points as one clause
 * whose boost is those points, rules as filters. Documents are in the order of rows, and Lucene breaks ties by it.
 *
 * <p>Reads the files of peers_world. Standard input: the number of a question a line. Standard output: "ready", then
 * for each question nanoseconds of the search and the rows found. Scores are floats there, so the caller scores the
 * rows found once more.
 *
 * <p>Usage: Peer WORLD INDEX KEEP COLUMN:SIZE,... USED-COLUMN,...
 */
public final class Peer {
  private final Path world;
  private final int keep;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final List<String> used;

  private Peer(String[] arguments) {
    world = Path.of(arguments[0]);
    keep = Integer.parseInt(arguments[2]);
    for (String column : arguments[3].split(",")) {
      String[] parts = column.split(":");
      sizes.put(parts[0], Integer.parseInt(parts[1]));
    }
    used = List.of(arguments[4].split(","));
  }

  private ByteBuffer open(String name) {
    try (FileChannel channel = FileChannel.open(world.resolve(name))) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private void index(Path folder) throws IOException {
    List<ByteBuffer> codes = new ArrayList<>();
    for (String name : used) codes.add(open(name + ".u32"));
    IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(512);
    try (MMapDirectory directory = new MMapDirectory(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      Document row = new Document();
      List<StringField> fields = new ArrayList<>();
      for (String name : used) {
        StringField field = new StringField(name, "", Field.Store.NO);
        fields.add(field);
        row.add(field);
      }
      int rows = codes.get(0).capacity() / Integer.BYTES;
      for (int i = 0; i < rows; ++i) {
        for (int c = 0; c < fields.size(); ++c) {
          fields.get(c).setStringValue(Integer.toString(codes.get(c).getInt(i * Integer.BYTES)));
        }
        writer.addDocument(row);
      }
      writer.forceMerge(1);
    }
  }

  private static Query oneOf(String column, List<Integer> codes) {
    List<BytesRef> terms = new ArrayList<>();
    for (int code : codes) terms.add(new BytesRef(Integer.toString(code)));
    return new TermInSetQuery(column, terms);
  }

  private Query question(int number) {
    ByteBuffer values = open("mentee_" + number + ".i64");
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    int begin = 0;
    for (Map.Entry<String, Integer> column : sizes.entrySet()) {
      if (used.contains(column.getKey())) add(column.getKey(), values, begin, column.getValue(), query);
      begin += column.getValue();
    }
    return query.build();
  }

  private static void add(String column, ByteBuffer values, int begin, int size, BooleanQuery.Builder query) {
    List<Integer> failing = new ArrayList<>();
    List<Integer> passing = new ArrayList<>();
    Map<Long, List<Integer>> byPoints = new TreeMap<>();
    for (int code = 0; code < size; ++code) {
      long points = values.getLong((begin + code) * Long.BYTES);
      (points < 0 ? failing : passing).add(code);
      if (points > 0) byPoints.computeIfAbsent(points, unused -> new ArrayList<>()).add(code);
    }
    for (Map.Entry<Long, List<Integer>> part : byPoints.entrySet()) {
      query.add(new BoostQuery(new ConstantScoreQuery(oneOf(column, part.getValue())), part.getKey()), Occur.SHOULD);
    }
    if (failing.isEmpty()) return;
    // The shorter list of the two.
    if (failing.size() <= passing.size()) {
      query.add(oneOf(column, failing), Occur.MUST_NOT);
    } else {
      query.add(oneOf(column, passing), Occur.FILTER);
    }
  }

  private void serve(Path folder) throws IOException {
    IndexSearcher.setMaxClauseCount(65536);
    try (MMapDirectory directory = new MMapDirectory(folder);
        DirectoryReader reader = DirectoryReader.open(directory);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null); // the same person does not ask again
      Map<Integer, Query> questions = new LinkedHashMap<>();
      System.out.println("ready");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        Query query = questions.computeIfAbsent(Integer.valueOf(line), this::question);
        long start = System.nanoTime();
        TopDocs found = searcher.search(query, keep);
        long elapsed = System.nanoTime() - start;
        StringBuilder answer = new StringBuilder().append(elapsed);
        for (ScoreDoc row : found.scoreDocs) answer.append(' ').append(row.doc);
        System.out.println(answer);
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    Peer peer = new Peer(arguments);
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    peer.index(folder);
    peer.serve(folder);
  }
}
