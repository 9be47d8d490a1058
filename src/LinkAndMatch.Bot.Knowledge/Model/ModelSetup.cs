using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Knowledge.Faq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>The model's services, by name.</summary>
public static class ModelSetup
{
    /// <summary>Adds the steps that the settings under <c>AzureOpenAI</c> make possible; without an endpoint nothing but the settings themselves.</summary>
    /// <param name="dialogsPath">The folder <c>dialogs</c>; what the model is told lies in <c>model/</c> there.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; one sentence says which and what is expected.</exception>
    public static IServiceCollection AddModel(this IServiceCollection services, IConfiguration configuration, string dialogsPath)
    {
        var options = AzureOpenAIOptions.Read(configuration);
        services.AddSingleton(options);
        if (!options.IsOn) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ModelConnection>().AddSingleton<ModelCalls>().AddSingleton<ModelBudget>().AddSingleton<ModelMeter>();
        if (options.ChatDeployment is not null)
        {
            services.AddSingleton(ModelPrompts.Load(dialogsPath)).AddSingleton<PersonalShield>().AddSingleton<ModelTalk>();
            services.TryAddSingleton(_ => new AnswerLinks(new FaqFiles(Path.Combine(dialogsPath, "faq")), options.LinkHosts));
            services.AddKeyedSingleton<ISlowStepWorker, ProposeSlots>(ModelSteps.Propose);
            services.AddKeyedSingleton<ISlowStepWorker, AnswerFromEntries>(ModelSteps.Answer);
        }

        if (options.EmbeddingDeployment is not null) services.AddSingleton<EntryEmbeddings>();
        if (options.TranscriptionDeployment is not null) services.AddKeyedSingleton<ISlowStepWorker, TranscribeVoice>(ModelSteps.Transcribe);
        return services;
    }
}
