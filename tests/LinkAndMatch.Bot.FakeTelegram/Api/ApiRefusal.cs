namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>The Bot API says no.</summary>
internal sealed class ApiRefusal(int code, string description) : Exception(description)
{
    public int Code { get; } = code;
    public int? RetryAfter { get; init; }
    public long? MigrateTo { get; init; }

    public static ApiRefusal BadRequest(string words) => new(400, "Bad Request: " + words);
}
