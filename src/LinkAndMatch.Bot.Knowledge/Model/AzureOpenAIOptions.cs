using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>The settings under <c>AzureOpenAI</c>. Without an endpoint there is no model, and the bot does all it does without one.</summary>
public sealed record AzureOpenAIOptions
{
    /// <summary>The resource: <c>https://name.openai.azure.com</c>. Null: no model.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null: the identity of the machine, or what <c>DefaultAzureCredential</c> finds.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Ranks entries and proposes answers; null: neither.</summary>
    public string? ChatDeployment { get; init; }

    /// <summary>Writes voice notes down; null: people are asked for text.</summary>
    public string? TranscriptionDeployment { get; init; }

    /// <summary>Finds entries by meaning, beside the search by words; null: by words alone.</summary>
    public string? EmbeddingDeployment { get; init; }

    /// <summary>Tokens that one person may use up in a day.</summary>
    public long TokensPerPersonPerDay { get; init; } = 30_000;

    /// <summary>Tokens that all together may use up in a day.</summary>
    public long TokensPerDay { get; init; } = 2_000_000;

    /// <summary>Tokens of one call, what is asked and what comes back together.</summary>
    public int TokensPerCall { get; init; } = 8_000;

    /// <summary>Sites that an entry may link to, beside those that the answers' files name, to be among what the model chooses from.</summary>
    public IReadOnlyList<string> LinkHosts { get; init; } = [];

    /// <summary>True when an endpoint is set.</summary>
    public bool IsOn => Endpoint is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="OptionsValidationException">With a sentence for each wrong setting. A sentence never repeats a key.</exception>
    public static AzureOpenAIOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var wrong = new List<string>();
        var options = new AzureOpenAIOptions
        {
            Endpoint = Address(),
            ApiKey = Value("ApiKey"),
            ChatDeployment = Value("ChatDeployment"),
            TranscriptionDeployment = Value("TranscriptionDeployment"),
            EmbeddingDeployment = Value("EmbeddingDeployment"),
            LinkHosts = [.. (Value("LinkHosts") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)],
        };
        options = options with
        {
            TokensPerPersonPerDay = Count("TokensPerPersonPerDay", options.TokensPerPersonPerDay),
            TokensPerDay = Count("TokensPerDay", options.TokensPerDay),
            TokensPerCall = (int)Math.Min(Count("TokensPerCall", options.TokensPerCall), 1_000_000),
        };

        var deployed = (options.ChatDeployment ?? options.TranscriptionDeployment) is not null;
        if (wrong.Count == 0 && !options.IsOn && (deployed || (options.ApiKey ?? options.EmbeddingDeployment) is not null))
            wrong.Add("AzureOpenAI__Endpoint is missing, but another AzureOpenAI setting is there: give the resource's address, https://name.openai.azure.com, or remove the others.");
        else if (wrong.Count == 0 && options.IsOn && !deployed)
            wrong.Add("AzureOpenAI__Endpoint is set, but neither AzureOpenAI__ChatDeployment nor AzureOpenAI__TranscriptionDeployment is: name at least one deployment, or remove the endpoint.");
        else if (wrong.Count == 0 && options.EmbeddingDeployment is not null && options.ChatDeployment is null)
            wrong.Add("AzureOpenAI__EmbeddingDeployment is set, but AzureOpenAI__ChatDeployment, which chooses among what it finds, is missing.");
        return wrong.Count == 0 ? options : throw new OptionsValidationException("AzureOpenAI", typeof(AzureOpenAIOptions), wrong);

        string? Value(string name) => configuration["AzureOpenAI:" + name] is { } value && value.Trim() is { Length: > 0 } text ? text : null;

        Uri? Address()
        {
            if (Value("Endpoint") is not { } given) return null;
            if (Uri.TryCreate(given, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))) return uri;
            wrong.Add("AzureOpenAI__Endpoint must be an https address such as https://name.openai.azure.com (http on this machine alone).");
            return null;
        }

        long Count(string name, long usual)
        {
            if (Value(name) is not { } given) return usual;
            if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return count;
            wrong.Add($"AzureOpenAI__{name} must be a whole number of tokens above zero.");
            return usual;
        }
    }
}
