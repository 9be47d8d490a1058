// The page's own script: gets a token, shows Web Chat, and finds its way back when the connection was lost.
(() => {
  'use strict';
  const words = JSON.parse(document.getElementById('words').textContent);
  const nonce = document.currentScript.nonce;
  const state = document.getElementById('state');
  const about = document.getElementById('about');
  const wide = matchMedia('(min-width: 860px)');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const waits = [1, 2, 5, 10, 20, 30];
  const status = { failed: 4, ended: 5, expired: 3, online: 2 };
  // Microsoft's client gives every call 20 seconds; a photo over a slow line needs more, and would never go up.
  const patience = 300000;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    if (body instanceof FormData) this.timeout = patience;
    return send.call(this, body);
  };
  // What has neither arrived nor been refused, by its own id. The next line (after a lost network, an ended token, a change of colours) sends it again; what had arrived all the same, the bot knows by the id.
  const pending = new Map();
  const box = 'textarea[data-id="webchat-sendbox-input"]';
  let line = null;
  let failures = 0;
  let timer = 0;

  const say = text => {
    state.textContent = text || '';
    state.hidden = !text;
  };

  const style = () => {
    const is = dark.matches;
    const ground = is ? '#0f181d' : '#eef3f5';
    const paper = is ? '#1b2a32' : '#ffffff';
    const ink = is ? '#e8eff2' : '#17242b';
    const quiet = is ? '#a9bac3' : '#4b5c65';
    const lead = is ? '#7cc6e3' : '#0b5c7a';
    const onLead = is ? '#06222e' : '#ffffff';
    const lineColour = is ? '#3a4e59' : '#cfdbe1';
    return {
      primaryFont: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
      rootHeight: '100%', rootWidth: '100%', backgroundColor: ground, accent: lead, subtle: quiet, paddingRegular: 12,
      bubbleBackground: paper, bubbleTextColor: ink, bubbleBorderRadius: 12, bubbleBorderColor: lineColour,
      bubbleFromUserBackground: lead, bubbleFromUserTextColor: onLead, bubbleFromUserBorderRadius: 12, bubbleFromUserBorderColor: lead,
      botAvatarInitials: wide.matches ? 'LM' : undefined, botAvatarBackgroundColor: '#0b5c7a', userAvatarInitials: undefined, avatarSize: 34, bubbleMaxWidth: 600,
      timestampColor: quiet, groupTimestamp: 300000,
      sendBoxBackground: paper, sendBoxTextColor: ink, sendBoxPlaceholderColor: quiet, sendBoxButtonColor: lead, sendBoxButtonColorOnHover: lead,
      sendBoxButtonColorOnFocus: lead, sendBoxBorderTop: `1px solid ${lineColour}`, sendBoxHeight: 52, sendBoxTextWrap: true,
      suggestedActionLayout: 'flow', suggestedActionBackgroundColor: paper, suggestedActionBackgroundColorOnHover: ground, suggestedActionTextColor: lead,
      suggestedActionBackgroundColorOnFocus: paper, suggestedActionBackgroundColorOnActive: ground, suggestedActionBorderColor: lead,
      suggestedActionBorderRadius: 10, suggestedActionHeight: 44, suggestedActionKeyboardFocusIndicatorBorderColor: lead,
      suggestedActionsStackedHeight: 260, suggestedActionBorderWidth: 1,
      cardPushButtonBackgroundColor: lead, cardPushButtonTextColor: onLead, cardEmphasisBackgroundColor: paper,
      transcriptActivityVisualKeyboardIndicatorColor: lead, transcriptVisualKeyboardIndicatorColor: lead,
      transcriptOverlayButtonBackground: lead, transcriptOverlayButtonColor: onLead, transcriptOverlayButtonColorOnFocus: onLead, transcriptOverlayButtonColorOnHover: onLead,
      transcriptOverlayButtonBackgroundOnFocus: lead, transcriptOverlayButtonBackgroundOnHover: lead,
      uploadAccept: 'image/jpeg,image/png,image/webp,application/pdf', uploadMultiple: true, hideUploadButton: false, sendAttachmentOn: 'attach', sendTimeoutForAttachments: patience, microphoneButtonColorOnDictate: lead,
      notificationText: quiet, failedConnectivity: is ? '#ff9c9c' : '#b00020', slowConnectivity: is ? '#ffd27d' : '#8a5a00', bubbleImageMaxHeight: 320
    };
  };

  const token = async () => {
    const answer = await fetch('/webchat/token', { method: 'POST', credentials: 'same-origin', cache: 'no-store' });
    if (answer.status === 429) throw Object.assign(new Error('busy'), { busy: true, after: Number(answer.headers.get('Retry-After')) || 30 });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // Microsoft's file has its words in many languages; the few that are ours, or read badly, stand here.
  const strings = text => ({ ...text, TEXT_INPUT_PLACEHOLDER: words.placeholder });

  const show = mine => {
    line = window.WebChat.createDirectLine({
      domain: `${location.origin}/v3/directline`,
      token: mine.token,
      // What was said before comes again from the beginning.
      ...(mine.resumed ? { conversationId: mine.conversationId, watermark: '0' } : {})
    });
    const current = line;
    const post = line.postActivity.bind(line);
    const left = [...pending.values()];
    line.postActivity = activity => {
      if (activity.type !== 'message') return post(activity);
      const { clientActivityID: own } = activity.channelData;
      pending.set(own, activity);
      // An ended token comes as "retry", so does a network that is away; an error with a status is a refusal, unless it says to come later (429); one without says only that the line is lost.
      return post(activity).do(id => id === 'retry' || pending.delete(own), failure => failure.status >= 400 && failure.status < 500 && failure.status !== 429 && pending.delete(own));
    };
    line.connectionStatus$.subscribe(now => {
      if (current !== line) return;
      if (now === status.online) {
        failures = 0;
        say('');
        for (const activity of left.splice(0)) line.postActivity(activity).subscribe(() => {}, () => {});
      } else if (now === status.failed || now === status.ended || now === status.expired) {
        again();
      }
    });
    // What the person sends again by hand gets a new id from Web Chat and takes the old one's place.
    const store = window.WebChat.createStore({}, () => next => action => {
      if (action.type === 'DIRECT_LINE/POST_ACTIVITY') pending.delete(action.payload.activity.channelData?.clientActivityID);
      return next(action);
    });
    const draft = document.querySelector(box)?.value;
    if (draft) store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: draft } });
    const old = document.getElementById('chat');
    const fresh = document.createElement('div');
    fresh.id = 'chat';
    old.replaceWith(fresh);
    window.WebChat.renderWebChat(
      { directLine: line, userID: mine.userId, locale: 'id-ID', nonce, styleOptions: style(), overrideLocalizedStrings: strings, store },
      fresh);
  };

  const again = after => {
    clearTimeout(timer);
    const wait = after || waits[Math.min(failures, waits.length - 1)];
    failures++;
    say(navigator.onLine ? words.connecting : words.offline);
    timer = setTimeout(start, wait * 1000);
  };

  const start = async () => {
    clearTimeout(timer);
    if (line) {
      const former = line;
      line = null;
      former.end();
    }
    try {
      show(await token());
    } catch (failure) {
      again(failure.after);
      if (failure.busy) say(words.busy);
    }
  };

  const unfold = () => {
    about.open = wide.matches;
  };

  addEventListener('online', () => {
    if (!state.hidden) start();
  });
  addEventListener('offline', () => say(words.offline));
  wide.addEventListener('change', unfold);
  dark.addEventListener('change', start);
  document.getElementById('forget').addEventListener('click', async () => {
    if (!confirm(words.sure)) return;
    await fetch('/webchat/forget', { method: 'POST', credentials: 'same-origin' });
    location.reload();
  });
  unfold();
  start();
})();
