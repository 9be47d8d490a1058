using System.Text.Json;

namespace LinkAndMatch.Bot.FakeAzureOpenAI;

/// <summary>A call that the fake received.</summary>
/// <param name="Path">The path without the query.</param>
/// <param name="Body">The body as text; of an upload, what can be read of it.</param>
public sealed record RecordedCall(string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The deployment that was asked.</summary>
    public string Deployment => Path.Split('/') is [_, "openai", "deployments", var name, ..] ? name : "";

    public bool IsChat => Path.EndsWith("/chat/completions", StringComparison.Ordinal);

    public bool IsEmbedding => Path.EndsWith("/embeddings", StringComparison.Ordinal);

    public bool IsTranscription => Path.EndsWith("/audio/transcriptions", StringComparison.Ordinal);

    /// <summary>What the system prompt says; empty when there is none.</summary>
    public string System => Message("system");

    /// <summary>What the user's message holds: our JSON.</summary>
    public string User => Message("user");

    /// <summary>The user's message as JSON.</summary>
    public JsonElement Asked
    {
        get
        {
            using var document = JsonDocument.Parse(User);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The schema that the answer must have.</summary>
    public JsonElement Schema
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").Clone();
        }
    }

    private string Message(string role)
    {
        using var document = JsonDocument.Parse(Body);
        foreach (var message in document.RootElement.GetProperty("messages").EnumerateArray())
        {
            if (message.GetProperty("role").GetString() != role) continue;
            var content = message.GetProperty("content");
            return content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(p => p.GetProperty("text").GetString()));
        }

        return "";
    }
}
