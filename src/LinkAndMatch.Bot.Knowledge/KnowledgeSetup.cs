using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Model;
using LinkAndMatch.Bot.Knowledge.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkAndMatch.Bot.Knowledge;

/// <summary>Registers what this room offers.</summary>
public static class KnowledgeSetup
{
    /// <summary>Adds the answer finder over the files, and over every other <see cref="IFaqSource"/> the host registers.</summary>
    /// <param name="dialogsPath">The folder <c>dialogs</c>.</param>
    public static IServiceCollection AddKnowledge(this IServiceCollection services, string dialogsPath)
    {
        services.TryAddSingleton(TimeProvider.System);
        // An operator's list of sites holds for officers' answers, too, with a model or without.
        services.TryAddSingleton(provider => new AnswerLinks(new FaqFiles(Path.Combine(dialogsPath, "faq")), provider.GetService<AzureOpenAIOptions>()?.LinkHosts ?? []));
        return services
            .AddSingleton<IFaqSource>(new FaqFiles(Path.Combine(dialogsPath, "faq")))
            .AddSingleton(provider => new AnswerFinder(provider.GetServices<IFaqSource>(), provider.GetService<LanguageData>()?.Normaliser ?? Normaliser.Load(Path.Combine(dialogsPath, "data")), dialogsPath))
            .AddSingleton<IAnswerCheck, AnswerCheck>()
            .AddSingleton<IQuestionLikeness, QuestionLikeness>()
            .AddSingleton<IAnswerFinder>(provider => provider.GetRequiredService<AnswerFinder>())
            .AddSingleton(provider => new Understanding(provider.GetRequiredService<AnswerFinder>(), provider.GetService<LanguageData>() ?? LanguageData.Load(Path.Combine(dialogsPath, "data")), dialogsPath))
            .AddSingleton<UnderstandCommand>()
            .AddHostedService<RenewAnswers>();
    }
}
