using System.Text;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenAI.Audio;
using Polly.CircuitBreaker;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>The step <c>model.transcribe</c>: writes a voice note down. The turn shows the words and uses them only when the person says that they are right.</summary>
public sealed class TranscribeVoice(IServiceProvider services, ModelConnection connection, ModelCalls calls, ModelBudget budget, ModelMeter meter, ILogger<TranscribeVoice> logger) : ISlowStepWorker
{
    /// <summary>Longer notes are asked for as text.</summary>
    public static readonly TimeSpan LongestNote = TimeSpan.FromMinutes(3);

    private const long MostBytes = 10 * 1024 * 1024;
    private const int MostLetters = 2_000;

    // A minute of speech costs about as much as so many tokens of text; audio is billed by time, so this only spreads the budget.
    private const int TokensPerMinute = 1_500;
    private const int LeastTokens = 300;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SlowStep step, ConversationReference conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(conversation);
        if (connection.Audio is not { } audio || step.Attachment is not { } note) return Ended("failed");
        if (note.Size > MostBytes || note.Duration > LongestNote) return Ended("too_large");
        if (services.GetKeyedService<IAttachmentSource>(conversation.Channel) is not { } source) return Ended("failed");
        if (await source.ReadAsync(conversation, note, MostBytes, cancellation).ConfigureAwait(false) is not { Length: > 0 } content) return Ended("too_large");
        if (NameFor(content) is not { } name) return Ended("unreadable");

        var person = PersonalShield.KeyOf(conversation);
        var tokens = Math.Max(LeastTokens, (long)((note.Duration ?? TimeSpan.FromSeconds(30)).TotalMinutes * TokensPerMinute));
        if (!budget.TryTake(person, tokens)) return Ended("budget");
        try
        {
            var options = new AudioTranscriptionOptions { Language = step.Request.GetValueOrDefault(ModelSteps.Language) is "en" ? "en" : "id", Temperature = 0 };
            var heard = await calls.RunAsync(
                async token =>
                {
                    using var stream = new MemoryStream(content, writable: false);
                    return (await audio.TranscribeAudioAsync(stream, name, options, token).ConfigureAwait(false)).Value.Text;
                },
                cancellation).ConfigureAwait(false);
            if (Clean(heard) is not { Length: > 0 } text) return Ended("unreadable");
            meter.Used(ModelSteps.Transcribe, tokens);
            meter.Ended(ModelSteps.Transcribe, "done");
            return new Dictionary<string, string> { [ModelSteps.Text] = text };
        }
        catch (OperationCanceledException)
        {
            Ended("late");
            throw;
        }
        catch (BrokenCircuitException)
        {
            budget.Settle(person, tokens, 0);
            return Ended("resting");
        }
        catch (Exception fault)
        {
            // As with the chat model: whatever went wrong over there, the person is asked for text.
            if (ModelCalls.IsPassing(fault)) budget.Settle(person, tokens, 0);
            logger.CallFailed(ModelSteps.Transcribe, fault.GetType().Name);
            return Ended("failed");
        }
    }

    // The file's own name says who sent it, and could say anything: the other side gets one of ours, by the content.
    private static string? NameFor(byte[] content) => content switch
    {
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "voice.ogg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "voice.wav",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => "voice.mp3",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "voice.m4a",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "voice.webm",
        _ => null,
    };

    private static string Clean(string? heard)
    {
        var text = new StringBuilder();
        foreach (var letter in heard ?? "")
        {
            if (text.Length == MostLetters) break;
            if (!char.IsControl(letter)) text.Append(letter);
            else if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        }

        return text.ToString().Trim();
    }

    private Dictionary<string, string> Ended(string outcome)
    {
        meter.Ended(ModelSteps.Transcribe, outcome);
        return new Dictionary<string, string> { [ModelSteps.Error] = outcome };
    }
}
