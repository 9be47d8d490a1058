using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>Reads one message a line and writes what the bot makes of it, one JSON object a line.</summary>
public sealed class UnderstandCommand(Understanding understanding)
{
    // Meant for eyes and pipes, not for a web page: letters stay letters.
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Goes through the lines until the input ends.</summary>
    public async Task RunAsync(TextReader input, TextWriter output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        // Lines are read at once by several, and written in their order; a single line typed by hand is answered without waiting for the next.
        var read = Channel.CreateBounded<Task<string>>(new BoundedChannelOptions(4 * Environment.ProcessorCount) { SingleReader = true, SingleWriter = true });
        var writing = WriteAsync(read.Reader, output, cancellation);
        try
        {
            while (!writing.IsCompleted && await input.ReadLineAsync(cancellation) is { } line)
            {
                await read.Writer.WriteAsync(Task.Run(() => Write(understanding.Read(line)), cancellation), cancellation);
            }
        }
        finally
        {
            read.Writer.Complete();
        }

        await writing;
    }

    private static async Task WriteAsync(ChannelReader<Task<string>> read, TextWriter output, CancellationToken cancellation)
    {
        await foreach (var line in read.ReadAllAsync(cancellation)) await output.WriteLineAsync((await line).AsMemory(), cancellation);
        await output.FlushAsync(cancellation);
    }

    internal static string Write(Understood understood)
    {
        var slots = new JsonObject();
        foreach (var (name, value) in understood.Slots) slots[name] = Node(value);
        return new JsonObject
        {
            ["text"] = understood.Text,
            ["language"] = understood.Language,
            ["normalised"] = understood.Normalised,
            ["intent"] = understood.Intent,
            ["slots"] = slots,
            ["decision"] = understood.Decision,
            ["faq"] = new JsonArray([.. understood.Faq.Select(h => new JsonObject { ["id"] = h.Id, ["p"] = Math.Round(h.Probability, 4) })]),
        }.ToJsonString(s_readable);
    }

    private static JsonNode? Node(object value) => value switch
    {
        string text => text,
        bool yes => yes,
        int number => number,
        decimal number => number,
        IEnumerable<string> many => new JsonArray([.. many.Select(m => (JsonNode)m)]),
        IReadOnlyDictionary<string, object> parts => new JsonObject(parts.Select(p => KeyValuePair.Create(p.Key, Node(p.Value)))),
        _ => throw new ArgumentException($"A slot holds a {value.GetType().Name}; expected text, number, truth, list or parts.", nameof(value)),
    };
}
