using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>Everything stored about who asks, as one JSON document: each table of <see cref="PersonalTable"/>, each of its columns.</summary>
public sealed class ExportData(PartnershipStore store, Pseudonyms pseudonyms, OfficersOptions officers, AuditTrail audit) : IDialogAction
{
    /// <summary>Raised when the document's shape changes.</summary>
    public const string Format = "linkandmatch-export-1";

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Conversation.Officers) return new ActionOutcome.Refused("nothing");

        var whose = await Whose.OfAsync(store, pseudonyms, officers, request, cancellation);
        var tables = new JsonObject();
        var count = 0;
        foreach (var table in PersonalTable.All)
        {
            var rows = await table.FindAsync(store, whose, cancellation);
            if (rows.Count == 0) continue;
            tables[table.Row.Name] = new JsonArray([.. rows.Select(Columns)]);
            count += rows.Count;
        }

        if (count == 0) return new ActionOutcome.Refused("nothing");
        audit.Write(audit.DeedOf(request), request.Name, whose.Person is { } person ? CompactId.Of(person) : whose.Pseudonyms[0], after: "exported");
        var document = new JsonObject
        {
            ["format"] = Format,
            ["exportedAt"] = request.Now.ToString("O", CultureInfo.InvariantCulture),
            ["tables"] = tables,
        };
        return new ActionOutcome.Done(("rows", (long)count))
        {
            Document = new ReplyDocument($"data-saya-{request.Now:yyyy-MM-dd}.json", "application/json", document.ToJsonString(s_readable)),
        };
    }

    private JsonObject Columns(object row)
    {
        var columns = new JsonObject();
        foreach (var column in store.Entry(row).Properties) columns[JsonNamingPolicy.CamelCase.ConvertName(column.Metadata.Name)] = Value(column.Metadata.Name, column.CurrentValue);
        return columns;
    }

    private static JsonNode? Value(string column, object? value) => value switch
    {
        null => null,
        string text when column is "Payload" or "State" or "Reference" or "Reasons" => Nested(text),
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => number,
        decimal number => number,
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable<string> list => new JsonArray([.. list.Select(t => (JsonNode?)t)]),
        _ => value.ToString(),
    };

    private static JsonNode? Nested(string text)
    {
        if (text.Length == 0) return null;
        var node = JsonNode.Parse(text);
        // An earlier export lies in the transcript: a document inside a document inside a document.
        if (node is JsonObject reply && reply["document"] is JsonObject document) document["content"] = null;
        return node;
    }
}
