namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>An amount with its unit and, where it is a rate, the period it is made in.</summary>
/// <param name="Unit">A key of the units in <c>vocab.yaml</c> (pcs, kg, ton).</param>
/// <param name="Period">A key of the periods in <c>vocab.yaml</c> (day, month); null when it is no rate.</param>
public sealed record Quantity(decimal Amount, string Unit, string? Period);
