using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>The settings under <c>DirectLine</c>. Without a secret only the page that the bot serves itself gets tokens.</summary>
public sealed class DirectLineOptions
{
    /// <summary>The shortest secret.</summary>
    public const int ShortestSecret = 32;

    /// <summary>The master key for programs of the operator; never to be put into a browser.</summary>
    public string? Secret { get; init; }

    /// <summary>Pages besides our own that may use tokens: scheme, host and port, such as <c>https://ikm.example.go.id</c>.</summary>
    public IReadOnlyList<string> TrustedOrigins { get; init; } = [];

    /// <summary>Where the key that signs tokens is kept when there is no secret to derive it from.</summary>
    public string KeyPath { get; init; } = Path.Combine("data", "directline.key");

    /// <summary>Where what people upload lies for a day, until a turn has taken it over. On several nodes: a folder they share.</summary>
    public string UploadsPath { get; init; } = Path.Combine("data", "uploads");

    /// <summary>How long a token is good.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Activities that one conversation may post at once; afterwards three a second.</summary>
    public int PostBurst { get; init; } = 30;

    /// <summary>Conversations and tokens that one address may ask for at once, and in each minute after.</summary>
    public int StartsPerMinute { get; init; } = 60;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="OptionsValidationException">With a sentence for each wrong setting. A sentence never repeats the secret.</exception>
    public static DirectLineOptions Read(IConfiguration configuration)
    {
        var wrong = new List<string>();
        var usual = new DirectLineOptions();
        var origins = configuration.GetSection("DirectLine:TrustedOrigins");
        var options = new DirectLineOptions
        {
            Secret = Value("Secret"),
            TrustedOrigins =
                [.. origins.GetChildren().Select(c => c.Value ?? "").Concat((origins.Value ?? "").Split([',', ' '])).Select(o => o.Trim().TrimEnd('/')).Where(o => o.Length > 0)],
            KeyPath = Value("KeyPath") ?? usual.KeyPath,
            UploadsPath = Value("UploadsPath") ?? usual.UploadsPath,
            TokenLife = Time("TokenLife", usual.TokenLife, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            PostBurst = Number("PostBurst", usual.PostBurst),
            StartsPerMinute = Number("StartsPerMinute", usual.StartsPerMinute),
        };
        if (options.Secret is { Length: < ShortestSecret })
            wrong.Add($"DirectLine__Secret must have at least {ShortestSecret} random characters.");
        foreach (var origin in options.TrustedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
                wrong.Add("DirectLine__TrustedOrigins must be addresses of scheme, host and port alone, with commas between, such as https://ikm.example.go.id.");
        }
        return wrong.Count == 0 ? options : throw new OptionsValidationException("DirectLine", typeof(DirectLineOptions), wrong);

        string? Value(string name) => configuration[$"DirectLine:{name}"] is { Length: > 0 } value ? value : null;

        TimeSpan Time(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
        {
            if (Value(name) is not { } given) return otherwise;
            if (TimeSpan.TryParse(given, System.Globalization.CultureInfo.InvariantCulture, out var time) && time >= least && time <= most) return time;
            wrong.Add($"DirectLine__{name} must be a time between {least} and {most}.");
            return otherwise;
        }

        int Number(string name, int otherwise)
        {
            if (Value(name) is not { } given) return otherwise;
            if (int.TryParse(given, out var number) && number is >= 1 and <= 1_000_000) return number;
            wrong.Add($"DirectLine__{name} must be a whole number from 1 to 1000000.");
            return otherwise;
        }
    }
}
