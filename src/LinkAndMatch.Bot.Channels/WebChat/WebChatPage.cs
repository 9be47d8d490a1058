using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;
using QRCoder;

namespace LinkAndMatch.Bot.Channels.WebChat;

/// <summary>Writes the page: a template with named places, words from <c>dialogs/texts</c>.</summary>
public sealed partial class WebChatPage(DialogCatalog catalog, WebChatAssets assets, TelegramName telegram)
{
    private const string Language = "id";

    private static readonly string Template = ReadTemplate();
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <param name="nonce">Named in this answer's Content-Security-Policy.</param>
    public string Write(string nonce) => Place().Replace(Template, place => place.Groups[1].Value switch
    {
        "nonce" => nonce,
        "style" => Html.Encode(assets.AddressOf("page.css")),
        "icon" => Html.Encode(assets.AddressOf("icon.svg")),
        "scripts" => Scripts(nonce),
        "telegram" => Telegram(),
        "chat" => assets.HasBundle ? "" : $"<p class=\"notice\">{Words("webchat.missing")}</p>",
        "forget" => assets.HasBundle ? $"<button type=\"button\" id=\"forget\">{Words("webchat.forget")}</button>" : "",
        "config" => Config(),
        var key => Words($"webchat.{key}"),
    });

    private string Scripts(string nonce) => assets.HasBundle
        ? $"<script nonce=\"{nonce}\" defer src=\"{Html.Encode(assets.AddressOf(WebChatAssets.Bundle))}\"></script>\n<script nonce=\"{nonce}\" defer src=\"{Html.Encode(assets.AddressOf("page.js"))}\"></script>"
        : "";

    /// <summary>The same bot on Telegram: a link for those who are on their telephone, a code for those who are not.</summary>
    private string Telegram()
    {
        if (telegram.Known is not { } name) return "";
        var address = $"https://t.me/{name}";
        return $"<section class=\"telegram\"><h2>{Words("webchat.telegram")}</h2><p><a href=\"{Html.Encode(address)}\" rel=\"noopener\">@{Html.Encode(name)}</a></p>{QrCode(address)}</section>";
    }

    private string QrCode(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        var side = code.ModuleMatrix.Count;
        return $"<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{Words("webchat.qr")}\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>";
    }

    /// <summary>What the page's own script says; read by it as data.</summary>
    private string Config() => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["connecting"] = Plain("webchat.connecting"),
            ["offline"] = Plain("webchat.offline"),
            ["busy"] = Plain("webchat.busy"),
            ["sure"] = Plain("webchat.sure"),
            ["placeholder"] = Plain("webchat.placeholder"),
        });

    private string Plain(string key) => catalog.Texts.Label(key, Language);

    private string Words(string key)
    {
        var html = new StringBuilder();
        foreach (var run in catalog.Texts.Render(key, Language, new Dictionary<string, object?>()).Runs)
        {
            var words = Html.Encode(run.Text).Replace("&#xA;", "<br>", StringComparison.Ordinal);
            if (run.Bold) words = $"<strong>{words}</strong>";
            html.Append(run.Link is { } link ? $"<a href=\"{Html.Encode(link)}\" rel=\"noopener\">{words}</a>" : words);
        }
        return html.ToString();
    }

    private static string ReadTemplate()
    {
        using var reader = new StreamReader(typeof(WebChatPage).Assembly.GetManifestResourceStream("webchat.page.html")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\[\[([a-z_]+)\]\]")]
    private static partial Regex Place();
}
