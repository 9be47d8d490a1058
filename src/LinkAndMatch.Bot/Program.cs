using LinkAndMatch.Bot;
using LinkAndMatch.Bot.Commands;

return await CommandLine.RunAsync(args, Console.Error);
