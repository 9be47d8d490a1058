using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

public class ConditionTests
{
    private static readonly Dictionary<string, object?> Values = new()
    {
        ["sector"] = new SlotValue.Keys(["other"]),
        ["help"] = new SlotValue.Keys(["orders", "finance"]),
        ["workers"] = new SlotValue.Integer(12),
        ["tolerance"] = new SlotValue.Number(0.05m),
        ["nib"] = new SlotValue.Skipped(),
        ["agreed"] = new SlotValue.Flag(true),
        ["started"] = new SlotValue.Day(new DateOnly(2020, 5, 1)),
        ["person.registered"] = false,
        ["person.products"] = 3L,
        ["person.name"] = "Siti",
    };

    [Theory]
    [InlineData("sector == \"other\"", true)]
    [InlineData("sector == 'other'", true)]
    [InlineData("sector == food", false)]
    [InlineData("sector != food", true)]
    [InlineData("sector in [food, other]", true)]
    [InlineData("help in [training, finance]", true)]
    [InlineData("help == orders", false)]
    [InlineData("workers > 11", true)]
    [InlineData("workers < 12", false)]
    [InlineData("workers == 12", true)]
    [InlineData("tolerance < 0.1", true)]
    [InlineData("started < 2021-01-01", true)]
    [InlineData("nib", false)]
    [InlineData("not nib", true)]
    [InlineData("nib == '1'", false)]
    [InlineData("nib != '1'", true)]
    [InlineData("nowhere > 3", false)]
    [InlineData("agreed", true)]
    [InlineData("agreed == true", true)]
    [InlineData("not person.registered", true)]
    [InlineData("person.products > 0 and not person.registered", true)]
    [InlineData("person.registered or person.products > 0", true)]
    [InlineData("agreed or person.registered and nowhere", true)]
    [InlineData("(agreed or person.registered) and nowhere", false)]
    [InlineData("not (agreed and person.registered)", true)]
    [InlineData("not agreed or agreed", true)]
    [InlineData("person.name == 'Siti'", true)]
    public void A_condition_looks_at_answers_and_facts(string text, bool expected) =>
        Assert.Equal(expected, Condition.Parse(text).Evaluate(Values.GetValueOrDefault));

    [Theory]
    [InlineData("", "a name")]
    [InlineData("sector =", "'and', 'or' or the end")]
    [InlineData("sector ==", "a value")]
    [InlineData("sector in other", "'[' and a list")]
    [InlineData("sector in [other", "',' or ']'")]
    [InlineData("(sector", "')'")]
    [InlineData("sector == \"other", "a closing quote")]
    [InlineData("and sector", "a name")]
    [InlineData("sector other", "'and', 'or' or the end")]
    public void A_broken_condition_says_what_was_expected(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => Condition.Parse(text));
        Assert.Contains($"expected {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parentheses_without_end_are_refused_and_do_no_harm() =>
        Assert.Throws<FormatException>(() => Condition.Parse(new string('(', 100_000) + "a"));

    [Fact]
    public void Names_are_all_that_it_looks_at() =>
        Assert.Equal(["a", "b", "c", "d"], Condition.Parse("a == 1 and (not b or c in [x]) and d").Names);
}
