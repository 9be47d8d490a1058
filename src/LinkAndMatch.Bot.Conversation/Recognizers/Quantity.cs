using System.Globalization;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>An amount of goods, perhaps in a period: 25,000 pieces a month.</summary>
/// <param name="Amount">How many or how much, in units.</param>
/// <param name="Unit">Key of the list <c>units</c> of the vocabulary (<c>pcs</c>, <c>ton</c>).</param>
/// <param name="Period">Key of the list <c>periods</c> (<c>month</c>); null for an amount without one.</param>
public sealed record Quantity(decimal Amount, string Unit, string? Period)
{
    /// <summary>The stored form: amount, unit and period with blanks between ("25000 pcs month").</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount:0.############} {Unit}{(Period is null ? "" : " ")}{Period}");

    /// <summary>The quantity in words: "25.000 buah per bulan".</summary>
    public string Format(Vocabulary vocabulary, string language)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var amount = language == "en" ? Amount.ToString("#,0.############", CultureInfo.InvariantCulture) : Numbers.Format(Amount);
        var unit = vocabulary.Label("units", Unit, language);
        return Period is null ? $"{amount} {unit}" : $"{amount} {unit} per {vocabulary.Label("periods", Period, language)}";
    }
}
