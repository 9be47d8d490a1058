namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>A transcript that cannot be read, or a conversation that went otherwise; the message begins with file and line.</summary>
public sealed class TranscriptException(string place, string message) : Exception($"{place}: {message}");
