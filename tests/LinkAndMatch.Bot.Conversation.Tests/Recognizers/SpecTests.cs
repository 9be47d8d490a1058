using System.Globalization;

namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

public sealed class SpecTests
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load(Path.Combine(AppContext.BaseDirectory, "dialogs", "data", "vocab.yaml"));
    private static readonly Quantities s_quantities = new(s_vocabulary);

    [Theory, MemberData(nameof(Spec.Rows), "numbers", MemberType = typeof(Spec))]
    public void Numbers_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Numbers.Find(input), Plain));

    [Theory, MemberData(nameof(Spec.Rows), "number-ranges", MemberType = typeof(Spec))]
    public void Ranges_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Numbers.FindRanges(input), r => $"{Plain(r.Low)}..{Plain(r.High)}"));

    [Theory, MemberData(nameof(Spec.Rows), "money", MemberType = typeof(Spec))]
    public void Money_is_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Money.Find(input), Plain));

    [Theory, MemberData(nameof(Spec.Rows), "quantities", MemberType = typeof(Spec))]
    public void Quantities_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, s_quantities.Find(input), q => q.ToString()));

    [Theory, MemberData(nameof(Spec.Rows), "phones", MemberType = typeof(Spec))]
    public void Phones_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Phones.Find(input), p => p.E164));

    [Theory, MemberData(nameof(Spec.Rows), "nib", MemberType = typeof(Spec))]
    public void Nibs_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Digits.Find(input, 13), d => d));

    [Theory, MemberData(nameof(Spec.Rows), "yes-no", MemberType = typeof(Spec))]
    public void Yes_and_no_are_read(string input, string expected) =>
        Assert.Equal(expected, Spec.Told(input, YesNo.Find(input) is { } found ? [found] : Array.Empty<Found<YesNo>>(), a => a.ToString()));

    [Theory, MemberData(nameof(Spec.Rows), "emails", MemberType = typeof(Spec))]
    public void Emails_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Emails.Find(input), e => e));

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
