using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Channels.Tests;

/// <summary>Dialogs of a few words.</summary>
internal static class TestCatalog
{
    public static DialogCatalog Empty => Of([]);

    public static DialogCatalog WithWords => Of(
        [
            ("buttons.share_contact", "Bagikan nomor saya", "Share my number"),
            ("telegram.contact_hint", "Atau ketuk tombol di bawah.", "Or tap the button below."),
            ("turn.group", "Hanya percakapan pribadi.", "Private chats only."),
            ("telegram.description", "Mempertemukan IKM dan industri.", "Brings IKM and industry together."),
            ("telegram.about", "Untuk IKM.", "For IKM."),
            ("commands.daftar.about", "Daftarkan usaha", "Register your firm"),
            ("commands.status.about", "Sampai mana", "How far it is"),
        ],
        new Command(["/daftar", "/register"], new MenuTarget.Text("x")),
        new Command(["/status"], new MenuTarget.Text("x")),
        new Command(["/rahasia"], new MenuTarget.Text("x")));

    /// <summary>Every word of the page, each its own key.</summary>
    public static DialogCatalog OfPage => Of(
        [.. "title summary about explanation can_register can_product can_introduce can_ask telegram qr privacy_title privacy forget sure chat_label no_script missing connecting offline busy placeholder"
            .Split(' ').Select(k => ($"webchat.{k}", $"{k} <&>", $"{k} <&>")), ("turn.group", "Hanya percakapan pribadi.", "Private chats only.")]);

    private static DialogCatalog Of((string Key, string Id, string En)[] words, params Command[] commands) => new(
        new Dictionary<string, FormDialog>(),
        new Dictionary<string, MenuDialog>(),
        new Dictionary<string, Notice>(),
        commands,
        new DefaultActions("questions.ask", "officers.call"),
        new Texts(words.ToDictionary(
            w => w.Key,
            w => (IReadOnlyDictionary<string, IReadOnlyList<string>>)new Dictionary<string, IReadOnlyList<string>> { ["id"] = [w.Id], ["en"] = [w.En] })));
}
