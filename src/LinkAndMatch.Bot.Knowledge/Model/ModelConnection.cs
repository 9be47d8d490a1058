using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Azure.Identity;
using Microsoft.Extensions.AI;
using OpenAI.Audio;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>The clients of the configured resource. Made once; their calls go through <see cref="ModelCalls"/> and never log what is said.</summary>
public sealed class ModelConnection : IDisposable
{
    /// <summary>The name of the activity source and the meter, with OpenTelemetry's names for generative AI (<c>gen_ai.*</c>).</summary>
    public const string Telemetry = "LinkAndMatch.Bot.Model";

    // A ranking or a handful of quotes is a few hundred bytes; embeddings of a hundred entries are a megabyte and have their own client.
    private const int MostBytes = 256 * 1024;
    private const int MostEmbeddingBytes = 16 * 1024 * 1024;

    private readonly List<HttpClient> _http = [];

    public ModelConnection(AzureOpenAIOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var endpoint = options.Endpoint ?? throw new ArgumentException("The model has no endpoint.", nameof(options));
        var client = Client(options, endpoint, MostBytes);
        Chat = options.ChatDeployment is { } chat
            ? client.GetChatClient(chat).AsIChatClient().AsBuilder().UseOpenTelemetry(sourceName: Telemetry, configure: o => o.EnableSensitiveData = false).Build()
            : null;
        Audio = options.TranscriptionDeployment is { } audio ? client.GetAudioClient(audio) : null;
        Embeddings = options.EmbeddingDeployment is { } embedding
            ? Client(options, endpoint, MostEmbeddingBytes).GetEmbeddingClient(embedding).AsIEmbeddingGenerator().AsBuilder().UseOpenTelemetry(sourceName: Telemetry, configure: o => o.EnableSensitiveData = false).Build()
            : null;
    }

    public IChatClient? Chat { get; }

    public AudioClient? Audio { get; }

    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings { get; }

    public void Dispose()
    {
        Chat?.Dispose();
        Embeddings?.Dispose();
        foreach (var http in _http) http.Dispose();
    }

    private AzureOpenAIClient Client(AzureOpenAIOptions options, Uri endpoint, int mostBytes)
    {
        // No redirects: the key would go along. No time limit of its own: the step's budget is the limit.
        var http = new HttpClient(new LimitedAnswers(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, mostBytes)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.Add(http);
        var settings = new AzureOpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = TimeSpan.FromSeconds(60),
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        return options.ApiKey is { } key
            ? new AzureOpenAIClient(endpoint, new ApiKeyCredential(key), settings)
            : new AzureOpenAIClient(endpoint, new DefaultAzureCredential(), settings);
    }
}
