using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Knowledge.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class AzureOpenAIOptionsTests
{
    [Fact]
    public void Without_settings_no_model_code_is_registered()
    {
        var services = new ServiceCollection().AddModel(Settings(), Shipped.Folder);
        Assert.Equal(typeof(AzureOpenAIOptions), Assert.Single(services).ServiceType);
    }

    [Theory]
    [InlineData("AzureOpenAI__Endpoint is missing", "ApiKey", "k")]
    [InlineData("AzureOpenAI__Endpoint is missing", "ChatDeployment", "gpt")]
    [InlineData("AzureOpenAI__Endpoint is missing", "TranscriptionDeployment", "ears")]
    [InlineData("neither AzureOpenAI__ChatDeployment nor", "Endpoint", "https://x.openai.azure.com")]
    [InlineData("neither AzureOpenAI__ChatDeployment nor", "Endpoint", "https://x.openai.azure.com", "EmbeddingDeployment", "e")]
    [InlineData("AzureOpenAI__ChatDeployment, which chooses", "Endpoint", "https://x.openai.azure.com", "EmbeddingDeployment", "e", "TranscriptionDeployment", "ears")]
    [InlineData("AzureOpenAI__Endpoint must be an https address", "Endpoint", "http://x.openai.azure.com", "ChatDeployment", "gpt")]
    [InlineData("AzureOpenAI__Endpoint must be an https address", "Endpoint", "gpt", "ApiKey", "k")]
    [InlineData("AzureOpenAI__TokensPerDay must be a whole number", "Endpoint", "https://x.openai.azure.com", "ChatDeployment", "gpt", "TokensPerDay", "many")]
    public void Half_of_a_pair_or_a_wrong_value_stops_the_start_with_one_sentence(string says, params string[] settings)
    {
        var stopped = Assert.Throws<OptionsValidationException>(() => AzureOpenAIOptions.Read(Settings(settings)));
        Assert.Contains(says, Assert.Single(stopped.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_in_no_complaint()
    {
        var stopped = Assert.Throws<OptionsValidationException>(() => AzureOpenAIOptions.Read(Settings("ApiKey", "very-secret")));
        Assert.DoesNotContain("very-secret", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_deployment_brings_its_own_steps()
    {
        var chat = new ServiceCollection().AddModel(Settings("Endpoint", "https://x.openai.azure.com", "ChatDeployment", "gpt"), Shipped.Folder);
        Assert.Equal(["model.answer", "model.propose"], Kinds(chat));
        var ears = new ServiceCollection().AddModel(Settings("Endpoint", "https://x.openai.azure.com", "TranscriptionDeployment", "ears"), Shipped.Folder);
        Assert.Equal(["model.transcribe"], Kinds(ears));
    }

    private static IEnumerable<object?> Kinds(IServiceCollection services) => services.Where(s => s.ServiceType == typeof(ISlowStepWorker)).Select(s => s.ServiceKey).Order();

    private static IConfiguration Settings(params string[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Chunk(2).Select(s => new KeyValuePair<string, string?>("AzureOpenAI:" + s[0], s[1]))).Build();
}
