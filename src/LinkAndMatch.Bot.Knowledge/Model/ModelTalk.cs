using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>One question to the chat model, with its budget, and the JSON that comes back.</summary>
public sealed class ModelTalk(ModelConnection connection, ModelCalls calls, ModelBudget budget, ModelMeter meter, ILogger<ModelTalk> logger)
{
    private const int MostOutputTokens = 600;
    private const int MostLetters = 20_000;

    // Indonesian takes about two and a half letters a token; schema and wrapping come on top.
    private const int LettersPerToken = 2;

    /// <param name="kind">The step's kind: names it in counts.</param>
    /// <param name="person">Whose budget pays.</param>
    /// <returns>The answer's JSON, or why there is none.</returns>
    public async Task<(JsonElement? Json, string? Error)> AskAsync(string kind, string person, string system, string user, JsonElement schema, CancellationToken cancellation)
    {
        if (connection.Chat is not { } chat) return (null, "failed");
        var set = ((system.Length + user.Length + schema.GetRawText().Length) / LettersPerToken) + MostOutputTokens;
        if (!budget.TryTake(person, set)) return Ended("budget");

        var options = new ChatOptions
        {
            Temperature = 0,
            MaxOutputTokens = MostOutputTokens,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, kind.Replace('.', '_')),
        };
        try
        {
            var response = await calls.RunAsync(
                token => chat.GetResponseAsync([new ChatMessage(ChatRole.System, system), new ChatMessage(ChatRole.User, user)], options, token), cancellation).ConfigureAwait(false);
            var used = response.Usage?.TotalTokenCount ?? set;
            budget.Settle(person, set, Math.Max(0, used));
            meter.Used(kind, Math.Max(0, used));
            return Read(response.Text) is { } json ? (json, Ended("done").Error) : Ended("unreadable");
        }
        catch (OperationCanceledException)
        {
            // What was asked was asked: it stays paid for. The caller's clock says whether it was late.
            Ended("late");
            throw;
        }
        catch (BrokenCircuitException)
        {
            budget.Settle(person, set, 0);
            return Ended("resting");
        }
        catch (Exception fault)
        {
            // Whatever the other side did (status, no connection, an answer that is no answer), the bot goes on without it.
            if (ModelCalls.IsPassing(fault)) budget.Settle(person, set, 0);
            logger.CallFailed(kind, fault.GetType().Name);
            return Ended("failed");
        }

        (JsonElement? Json, string? Error) Ended(string outcome)
        {
            meter.Ended(kind, outcome);
            return (null, outcome switch
            {
                "done" => null,
                "resting" => "failed",
                _ => outcome,
            });
        }
    }

    private static JsonElement? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostLetters) return null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal static partial class ModelTalkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The model did not answer a step of kind {Kind}: {Fault}")]
    public static partial void CallFailed(this ILogger logger, string kind, string fault);
}
