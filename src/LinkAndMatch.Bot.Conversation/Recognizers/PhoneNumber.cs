namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A telephone number in E.164: a plus sign and 8 to 15 digits (<c>+6281234567890</c>).</summary>
public readonly record struct PhoneNumber(string E164)
{
    public override string ToString() => E164;
}
