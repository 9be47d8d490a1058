// Microsoft's BotFrameworkClient with the credentials of a bot that the operator allowed, made by the local issuer.
import connector from 'botframework-connector';
import { emulatorV2 } from './lib.mjs';

const { BotFrameworkAuthenticationFactory, ServiceClientCredentialsFactory } = connector;

export const botClient = (issuer, from) => {
  class LocalCredentials extends ServiceClientCredentialsFactory {
    async isValidAppId(id) { return id === from; }
    async isAuthenticationDisabled() { return false; }
    async createCredentials(id, audience) {
      return {
        signRequest: async request => {
          request.headers.set('authorization', `Bearer ${issuer.token({ issuer: emulatorV2, audience, ver: '2.0', azp: id })}`);
          return request;
        }
      };
    }
  }
  return BotFrameworkAuthenticationFactory.create(
    '', true, issuer.url, 'https://api.botframework.com', 'https://api.botframework.com', '', `${issuer.url}/metadata`, `${issuer.url}/metadata`, 'x', new LocalCredentials()
  ).createBotFrameworkClient();
};
