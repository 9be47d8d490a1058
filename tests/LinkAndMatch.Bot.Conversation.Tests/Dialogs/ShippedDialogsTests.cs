using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

public partial class ShippedDialogsTests
{
    private static readonly DialogCatalog Catalog = ShippedDialogs.Load();

    [Fact]
    public void Shipped_dialogs_have_neither_errors_nor_warnings()
    {
        var (_, findings) = DialogFiles.Check(ShippedDialogs.Folder, ShippedDialogs.Doors);
        Assert.Equal("", string.Join('\n', findings));
    }

    [Fact]
    public void Shipped_dialogs_are_those_of_the_last_release_or_a_change_that_running_conversations_survive()
    {
        Assert.True(File.Exists(Path.Combine(ShippedDialogs.Folder, ReleasedStructure.File)));
        using var changed = new DialogFolder().Change("register.yaml", "range: [1, 100000]", "range: [2, 100000]");

        Assert.Contains(changed.Check(), f => f.File == "register.yaml" && f.Message.Contains("'workers' allows a smaller range", StringComparison.Ordinal));
        Assert.DoesNotContain(DialogFiles.Check(ShippedDialogs.Folder, ShippedDialogs.Doors).Findings, f => f.Message.Contains("released", StringComparison.Ordinal));
    }

    [Fact]
    public void Registration_asks_for_consent_before_anything_else()
    {
        var register = Catalog.Forms["register"];
        Assert.Equal("consent", register.Slots[0].Name);
        Assert.Equal("register", register.Slots[0].Consent);
        Assert.True(register.Slots[0].RefusalEnds);
    }

    [Fact]
    public void Updating_a_firm_asks_the_same_slots_without_the_consent()
    {
        var register = Catalog.Forms["register"].Slots.Select(s => s.Name).Where(n => n != "consent");
        Assert.Equal(register, Catalog.Forms["update-firm"].Slots.Select(s => s.Name));
    }

    [Fact]
    public void Words_of_a_dialog_that_is_like_another_come_from_that_one()
    {
        Assert.Equal("Apa nama usaha Anda?", Catalog.Texts.Label("update-firm.firm.ask", "id"));
        Assert.Contains("nama usaha", Catalog.Texts.Phrases("update-firm.firm.aliases", "id"));
    }

    [Fact]
    public void A_command_opens_what_its_condition_says()
    {
        Assert.Equal(new MenuTarget.Dialog("register"), Catalog.Find("/daftar", _ => false)!.Target);
        Assert.Equal(new MenuTarget.Dialog("update-firm"), Catalog.Find("/daftar", _ => true)!.Target);
        Assert.Equal(new MenuTarget.Menu("products"), Catalog.Find("/produk", fact => fact.EndsWith("products", StringComparison.Ordinal) ? 1L : true)!.Target);
        Assert.Equal(new MenuTarget.Dialog("describe-product"), Catalog.Find("/produk", fact => fact.EndsWith("products", StringComparison.Ordinal) ? 0L : true)!.Target);
    }

    [Fact]
    public void Every_text_key_that_the_code_names_has_words()
    {
        var code = Path.Combine(ShippedDialogs.Folder, "..", "src");
        var named = Directory.EnumerateFiles(code, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => TextKey().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Distinct();
        Assert.DoesNotContain(named, k => !Catalog.Texts.Has(k, "id") && !Catalog.Texts.Keys.Any(other => other.StartsWith($"{k}.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Whatever_the_turn_says_it_can_say_in_both_languages()
    {
        foreach (var (key, given) in TurnTexts.Given)
        {
            var values = given.ToDictionary(n => n, n => (object?)n);
            foreach (var language in new[] { "id", "en" }) Assert.NotEmpty(Catalog.Texts.Label(key, language, values));
        }
    }

    [GeneratedRegex("\"((?:turn|buttons|words|faq|talk|values|types|refusals)\\.[a-z_.]*[a-z])\"")]
    private static partial Regex TextKey();
}
