using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

/// <summary>Which changes a running conversation would notice: what the fingerprints say, and what a release must do.</summary>
public class VersioningTests
{
    [Theory]
    [InlineData("length: 13", "length: 12")]
    [InlineData("fill: anywhere, check", "check")]
    [InlineData("check: firms.nib_free, ", "")]
    [InlineData("sensitive: true, skip: true", "sensitive: true")]
    public void A_rule_is_part_of_the_fingerprint(string from, string to)
    {
        using var folder = new DialogFolder();
        var before = folder.Load().Forms["register"];
        var after = folder.Delete("schema/released.json").Change("register.yaml", from, to).Load().Forms["register"];

        Assert.NotEqual(Slot(before, "nib"), Slot(after, "nib"));
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
        Assert.Equal(Slot(before, "firm"), Slot(after, "firm"));
    }

    [Fact]
    public void A_condition_is_part_of_the_fingerprint_but_its_spelling_is_not()
    {
        using var folder = new DialogFolder();
        var before = Slot(folder.Load().Forms["register"], "sector_other");
        Assert.Equal(before, Slot(folder.Change("register.yaml", "sector == \"other\"", "(sector == 'other')").Load().Forms["register"], "sector_other"));
        folder.Delete("schema/released.json");
        Assert.NotEqual(before, Slot(folder.Change("register.yaml", "(sector == 'other')", "sector != 'other'").Load().Forms["register"], "sector_other"));
    }

    [Fact]
    public void The_keys_of_a_list_are_part_of_the_fingerprint_but_its_words_are_not()
    {
        using var folder = new DialogFolder();
        var before = Slot(folder.Load().Forms["register"], "sector");
        Assert.Equal(before, Slot(folder.Change("data/vocab.yaml", "syn: [alkes, ", "syn: [alat medis, alkes, ").Load().Forms["register"], "sector"));
        Assert.NotEqual(before, Slot(folder.Change("data/vocab.yaml", "{key: medical, ", "{key: medicine, ").Delete("schema/released.json").Load().Forms["register"], "sector"));
    }

    [Fact]
    public void Words_never_change_a_fingerprint()
    {
        using var folder = new DialogFolder();
        var before = folder.Load().Forms["register"].Fingerprint;
        Assert.Equal(before, folder.Change("texts/id.yaml", "Apa nama usaha Anda?", "Nama usahanya apa?").Change("register.yaml", "propose: channel.phone, ", "").Load().Forms["register"].Fingerprint);
    }

    [Theory]
    [InlineData("  workers:      {type: integer, range: [1, 100000]}", "  workers:      {type: integer, range: [1, 100000]}\n  turnover: {type: integer, range: [0, 9]}", "'turnover' was added")]
    [InlineData("  sector_other: {type: text, length: [3, 80], when: sector == \"other\"}\n", "", "'sector_other' was removed")]
    [InlineData("range: [1, 100000]", "range: [1, 1000]", "'workers' allows a smaller range")]
    [InlineData("length: [3, 120]", "length: [5, 120]", "'firm' allows fewer lengths")]
    [InlineData("founded:      {type: integer, range: [1900, 2100]}", "founded:      {type: date}", "'founded' became a date")]
    [InlineData("add: [other]}", "add: [others]}", "'sector' lost the choice 'other'")]
    [InlineData("skip: true}\n  machines", "skip: false}\n  machines", "'certificates' may not be skipped any more")]
    [InlineData("  workers:      {type: integer", "  workers:      {check: firms.nib_free, type: integer", "'workers' is checked by 'firms.nib_free'")]
    [InlineData("level: regency", "level: district", "'region' asks for another level")]
    [InlineData("when: sector == \"other\"", "when: sector != \"other\"", "'sector_other' is asked under another condition")]
    public void A_change_that_running_conversations_notice_needs_a_higher_version(string from, string to, string message)
    {
        using var folder = Released();
        folder.Change("register.yaml", from, to);
        Assert.Contains(folder.Check(), f => f.File == "register.yaml" && f.Message.Contains(message, StringComparison.Ordinal) && f.Message.Contains("expected version 2", StringComparison.Ordinal));

        folder.Change("register.yaml", "version: 1", "version: 2").Change("update-firm.yaml", "version: 1", "version: 2");
        Assert.DoesNotContain(folder.Check(), f => f.Message.Contains("was released; expected version", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("range: [1, 100000]", "range: [1, 200000]")]
    [InlineData("length: [3, 120]", "length: [2, 150]")]
    [InlineData("check: firms.nib_free, ", "")]
    [InlineData("propose: channel.phone, ", "")]
    [InlineData("machines:     {type: terms, from: vocab.machines, max: 20", "machines:     {type: terms, from: vocab.machines, max: 30")]
    public void A_looser_rule_needs_nothing(string from, string to)
    {
        using var folder = Released();
        folder.Change("register.yaml", from, to);
        Assert.DoesNotContain(folder.Check(), f => f.Severity == FindingSeverity.Error);
    }

    [Fact]
    public void A_slot_that_changed_its_name_needs_a_line_under_migrate()
    {
        using var folder = Released();
        folder.Change("language.yaml", "  language: {type", "  tongue: {type").Change("language.yaml", "version: 1", "version: 2")
            .Change("texts/id.yaml", "  language:\n    label: \"Bahasa\"", "  tongue:\n    label: \"Bahasa\"").Change("texts/en.yaml", "  language:\n    label: \"Language\"", "  tongue:\n    label: \"Language\"");
        Assert.Contains(folder.Check(), f => f.Message.Contains("migrate: [{from: 1, rename: {language: tongue}}]", StringComparison.Ordinal));

        folder.Change("language.yaml", "review: false", "review: false\nmigrate: [{from: 1, rename: {language: tongue}}]");
        Assert.DoesNotContain(folder.Check(), f => f.Severity == FindingSeverity.Error);
    }

    [Fact]
    public void A_released_dialog_that_is_gone_needs_a_stub()
    {
        using var folder = Released();
        folder.Write("feedback.yaml", "dialog: feedback\nversion: 2\nretired: true\n")
            .Change("schema/released.json", "\"dialogs\": {", "\"dialogs\": {\n    \"feedback\": {\"version\": 1, \"fingerprint\": \"\", \"action\": \"x\", \"slots\": {}},");
        Assert.DoesNotContain(folder.Check(), f => f.Severity == FindingSeverity.Error);
        Assert.Contains("feedback", folder.Load().Retired);

        folder.Delete("feedback.yaml");
        Assert.Contains(folder.Check(), f => f.Message.Contains("'feedback' was released and is gone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_never_falls()
    {
        using var folder = Released();
        folder.Change("schema/released.json", "\"version\": 1", "\"version\": 7");
        Assert.Contains(folder.Check(), f => f.Message.Contains("older than the released version 7", StringComparison.Ordinal));
    }

    private static DialogFolder Released()
    {
        var folder = new DialogFolder();
        ReleasedStructure.Write(folder.Delete("schema/released.json").Load(), folder.Path);
        return folder;
    }

    private static string Slot(FormDialog form, string name) => form.Slots.Single(s => s.Name == name).Fingerprint;
}
