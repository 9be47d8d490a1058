using System.Globalization;
using LinkAndMatch.Bot.FakeAzureOpenAI;

// dotnet run --project tests/LinkAndMatch.Bot.FakeAzureOpenAI -- [port] [honest|obedient|slow|busy|broken|rubbish]
var port = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0;
await using var server = await FakeAzureOpenAIServer.StartAsync(port);
server.Answers = (args.Length > 1 ? args[1] : "honest") switch
{
    "honest" => HonestModel.Answer,
    "obedient" => ObedientModel.Answer,
    "slow" => _ => FakeAnswer.Never,
    "busy" => _ => FakeAnswer.Fails(429, "20"),
    "broken" => _ => FakeAnswer.Fails(500),
    "rubbish" => _ => FakeAnswer.Chat("}{ I am sorry, but"),
    var other => throw new ArgumentException($"The manner '{other}' is none of honest, obedient, slow, busy, broken, rubbish."),
};
server.Called += call => Console.WriteLine($"{call.Path} {call.Body}");
Console.WriteLine($"AzureOpenAI__Endpoint={server.Endpoint}");
await server.WaitForShutdownAsync();
